package io.corspolicy.autoconfigure.properties;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.DurationUnit;

/**
 * Binds values one by one, and only those that are written. The binder does the same for
 * a whole object, but asks all sources several times for each value that is not written,
 * which nearly all of them are.
 */
final class ValueBinder {

	private static final Bindable<Duration> DURATION = Bindable.of(Duration.class).withAnnotations(new Seconds());

	private static final Bindable<List<String>> LIST = Bindable.listOf(String.class);

	private final ConfigurationPropertyName prefix;

	private final Function<String, @Nullable ConfigurationProperty> written;

	private final Binder binder;

	private final BindHandler handler;

	/**
	 * Create a binder.
	 * @param prefix what the values are below
	 * @param written finds a value by its key relative to the prefix, or {@code null}
	 * @param binder converts values
	 * @param handler receives what can't be converted
	 */
	ValueBinder(ConfigurationPropertyName prefix, Function<String, @Nullable ConfigurationProperty> written,
			Binder binder, BindHandler handler) {
		this.prefix = prefix;
		this.written = written;
		this.binder = binder;
		this.handler = handler;
	}

	/**
	 * Bind what belongs to no policy.
	 */
	GeneralProperties general() {
		GeneralProperties unset = GeneralProperties.UNSET;
		return new GeneralProperties(orElse(flag(PropertyNames.ENABLED), unset.enabled()),
				orElse(flag("debug"), unset.debug()),
				orElse(bind(PropertyNames.FILTER_ORDER, Bindable.of(Integer.class)), unset.filterOrder()),
				bind(PropertyNames.REFRESH_INTERVAL, DURATION),
				orElse(flag("start-without-sources"), unset.startWithoutSources()));
	}

	/**
	 * Bind a policy, or what policies inherit.
	 * @param source where it is written
	 */
	PolicyProperties policy(AttributeSource source) {
		List<String> paths = bind(PropertyNames.PATHS, LIST);
		String candidate = bind(PropertyNames.CANDIDATE, Bindable.of(String.class));
		PolicySpec spec = PolicySpec.empty();
		for (Attribute<?> attribute : Attribute.all()) {
			spec = with(spec, attribute);
		}
		return new PolicyProperties(paths, candidate, spec, source);
	}

	@SuppressWarnings("unchecked")
	private <T> PolicySpec with(PolicySpec spec, Attribute<T> attribute) {
		return spec.with(attribute, bind(attribute.name(), (Bindable<T>) type(attribute)));
	}

	private static Bindable<?> type(Attribute<?> attribute) {
		if (attribute.isList()) {
			return LIST;
		}
		return (attribute.type() == Duration.class) ? DURATION : Bindable.of(attribute.type());
	}

	private static <T> T orElse(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

	private @Nullable Boolean flag(String key) {
		return bind(key, Bindable.of(Boolean.class));
	}

	private <T> @Nullable T bind(String key, Bindable<T> type) {
		return (this.written.apply(key) != null)
				? this.binder.bind(this.prefix.append(key), type, this.handler).orElse(null) : null;
	}

	/** The unit of a number without one, as the properties declare it. */
	@SuppressWarnings("ClassExplicitlyAnnotation")
	private static final class Seconds implements DurationUnit {

		@Override
		public ChronoUnit value() {
			return ChronoUnit.SECONDS;
		}

		@Override
		public Class<? extends Annotation> annotationType() {
			return DurationUnit.class;
		}

	}

}
