package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.engine.origin.UnresolvedPlaceholder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Collects what can't be converted, and goes on as if it were not there.
 */
final class ConversionProblems extends AbstractBindHandler {

	private static final List<PolicyField> SECTIONS = List.of(PolicyField.NONE, PolicyField.DEFAULTS);

	private final PlaceholdersResolver placeholders;

	private final ConfigurationPropertyName prefix;

	private final String policy;

	private final List<PolicyProblem> problems;

	/**
	 * Create a handler for one policy, or for everything but the policies.
	 * @param placeholders what resolves placeholders
	 * @param prefix what fields are relative to
	 * @param policy the policy's name, or an empty string for everything else
	 * @param problems where problems are added
	 */
	ConversionProblems(PlaceholdersResolver placeholders, ConfigurationPropertyName prefix, String policy,
			List<PolicyProblem> problems) {
		this.placeholders = placeholders;
		this.prefix = prefix;
		this.policy = policy;
		this.problems = problems;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		boolean policies = this.policy.isEmpty() && this.prefix.isParentOf(name)
				&& name.getLastElement(Form.DASHED).equals(RawPropertyKeys.POLICIES);
		return policies ? null : super.onStart(name, target, context);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		boolean section = error instanceof ConverterNotFoundException && SECTIONS.contains(field(name));
		if (section || error instanceof UnboundConfigurationPropertiesException) {
			// A section with a value of its own, or keys below a list's entries: keys are
			// checked elsewhere.
			return null;
		}
		if (error instanceof ConversionException || error instanceof IllegalArgumentException) {
			conversion(field(name), context);
		}
		else {
			throw error;
		}
		return null;
	}

	private void conversion(PolicyField field, BindContext context) {
		ConfigurationProperty property = context.getConfigurationProperty();
		Object written = (property != null) ? property.getValue() : null;
		String key = field.list().key();
		if (isUnresolved(written)) {
			String text = Objects.toString(written, "");
			String example = Objects.toString(plain(ValueSuggestions.example(key)));
			this.problems.add(new PolicyProblem(ProblemCode.UNRESOLVED_PLACEHOLDER, this.policy, field, written,
					UnresolvedPlaceholder.reason(text), List.of(),
					List.of(new Edit(field, UnresolvedPlaceholder.withDefault(text, example, example)))));
			return;
		}
		Object resolved = this.placeholders.resolvePlaceholders(written);
		Object corrected = ValueSuggestions.correct(key, resolved);
		this.problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, this.policy, field, resolved,
				ValueSuggestions.reason(key), (corrected != null) ? List.of(new Edit(field, corrected)) : List.of(),
				List.of(new Edit(field, ValueSuggestions.example(key)))));
	}

	private static Object plain(Object value) {
		return (value instanceof List<?> list) ? String.valueOf(list.get(0)) : Attribute.plain(value);
	}

	private boolean isUnresolved(@Nullable Object written) {
		try {
			return Objects.toString(this.placeholders.resolvePlaceholders(written), "").contains("${");
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that leads back to itself.
			return true;
		}
	}

	private PolicyField field(ConfigurationPropertyName name) {
		List<KeyElement> elements = new ArrayList<>();
		for (int i = this.prefix.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			elements.add(new KeyElement(name.getElement(i, Form.DASHED), name.chop(i + 1).isLastElementIndexed()));
		}
		return new PolicyField(elements);
	}

}
