package io.corspolicy.autoconfigure.properties;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
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
	 * Bind all but the policies.
	 * @param defaults supplies what policies inherit, whose problems come last
	 */
	CorsProperties general(Supplier<CorsProperties.Policy> defaults) {
		CorsProperties unset = CorsProperties.UNSET;
		return new CorsProperties(orElse(flag(PropertyNames.ENABLED), unset.enabled()),
				orElse(flag("debug"), unset.debug()), orElse(number("filter-order"), unset.filterOrder()),
				duration(PropertyNames.REFRESH_INTERVAL),
				orElse(flag("start-without-sources"), unset.startWithoutSources()), defaults.get(), unset.policies());
	}

	/**
	 * Bind a policy, or what policies inherit.
	 */
	CorsProperties.Policy policy() {
		return new CorsProperties.Policy(list(PropertyNames.PATHS), list(Attribute.HOSTS.name()),
				flag(Attribute.ENABLED.name()), bind(PropertyNames.CANDIDATE, Bindable.of(String.class)),
				list(Attribute.ALLOWED_ORIGINS.name()), list(Attribute.ALLOWED_METHODS.name()),
				list(Attribute.ALLOWED_HEADERS.name()), list(Attribute.EXPOSED_HEADERS.name()),
				flag(Attribute.ALLOW_CREDENTIALS.name()), duration(Attribute.MAX_AGE.name()),
				flag(Attribute.ALLOW_PRIVATE_NETWORK.name()), flag(Attribute.SEND_WITHOUT_ORIGIN.name()),
				flag(Attribute.REJECT_DISALLOWED.name()), flag(Attribute.CHECK_WEBSOCKET_ORIGIN.name()),
				number(Attribute.PREFLIGHT_STATUS.name()), flag(Attribute.FORWARD_ORIGIN.name()),
				flag(Attribute.FORWARD_PREFLIGHT.name()), flag(Attribute.TIMING_ALLOW_ORIGIN.name()),
				bind(Attribute.CROSS_ORIGIN_RESOURCE_POLICY.name(), Bindable.of(CrossOriginResourcePolicy.class)),
				flag(Attribute.ALLOW_NULL_ORIGIN.name()), flag(Attribute.TOLERATE_INSECURE_ORIGINS.name()),
				flag(Attribute.TOLERATE_PUBLIC_SUFFIXES.name()));
	}

	private static <T> T orElse(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

	private @Nullable List<String> list(String key) {
		return bind(key, Bindable.listOf(String.class));
	}

	private @Nullable Boolean flag(String key) {
		return bind(key, Bindable.of(Boolean.class));
	}

	private @Nullable Integer number(String key) {
		return bind(key, Bindable.of(Integer.class));
	}

	private @Nullable Duration duration(String key) {
		return bind(key, DURATION);
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
