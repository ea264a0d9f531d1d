package io.corspolicy.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.engine.text.ListText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

/**
 * Reads the policies that handlers declare. For one reading of all handlers: the
 * declarations of classes are cached.
 */
public final class CorsPolicyReader {

	private final StringValueResolver placeholders;

	private final Map<Class<?>, MergedAnnotation<CorsPolicy>> byType = new HashMap<>();

	/**
	 * Create a reader.
	 * @param placeholders resolves placeholders
	 */
	public CorsPolicyReader(StringValueResolver placeholders) {
		this.placeholders = placeholders;
	}

	/**
	 * Read the declaration of a controller's method and its class.
	 * @param type the controller's class
	 * @param method the method
	 * @return the declaration, or {@code null} if there is no annotation
	 */
	public @Nullable PolicyDeclaration read(Class<?> type, Method method) {
		MergedAnnotation<CorsPolicy> onType = this.byType.computeIfAbsent(type,
				(key) -> MergedAnnotations.from(key, SearchStrategy.TYPE_HIERARCHY).get(CorsPolicy.class));
		MergedAnnotation<CorsPolicy> onMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.get(CorsPolicy.class);
		PolicyDeclaration ofType = onType.isPresent() ? declaration(type.getName(), onType) : null;
		if (!onMethod.isPresent()) {
			return ofType;
		}
		PolicyDeclaration own = declaration(type.getName() + "#" + method.getName(), onMethod);
		return (ofType != null) ? merge(own, ofType) : own;
	}

	/**
	 * Read the declaration of a functional route.
	 * @param where describes the route
	 * @param attribute the value of {@link CorsPolicy#ROUTE_ATTRIBUTE}
	 * @return the declaration, or {@code null} if there is no attribute
	 */
	public @Nullable PolicyDeclaration readRoute(String where, @Nullable Object attribute) {
		if (attribute == null) {
			return null;
		}
		Layer layer = new Layer(where);
		String name = (attribute instanceof String text) ? layer.resolve(PolicyField.VALUE, text) : null;
		if (!StringUtils.hasText(name) && layer.problems.isEmpty()) {
			layer.problem(ProblemCode.INVALID_VALUE, PolicyField.VALUE, attribute.toString(),
					"the route's attribute is the name of a policy.");
		}
		return new PolicyDeclaration(where, name, true, PolicySpec.empty(), layer.problems);
	}

	private static PolicyDeclaration merge(PolicyDeclaration own, PolicyDeclaration inherited) {
		List<PolicyProblem> problems = new ArrayList<>(inherited.problems());
		problems.addAll(own.problems());
		return new PolicyDeclaration(own.where(), (own.name() != null) ? own.name() : inherited.name(), own.enabled(),
				own.spec().orElse(inherited.spec()), problems);
	}

	private PolicyDeclaration declaration(String where, MergedAnnotation<CorsPolicy> annotation) {
		Layer layer = new Layer(where);
		String name = layer.resolve(PolicyField.VALUE, annotation.getString("value"));
		PolicySpec spec = PolicySpec.empty();
		for (Attribute<?> attribute : Attribute.all()) {
			spec = attribute.isOwn() ? spec : layer.with(spec, attribute, annotation);
		}
		String place = "@CorsPolicy on " + source(annotation, where);
		return new PolicyDeclaration(where, StringUtils.hasText(name) ? name : null, annotation.getBoolean("enabled"),
				spec.withPlaces((attribute) -> place), layer.problems);
	}

	/**
	 * The annotated element: perhaps an interface of the controller, or a method of its
	 * superclass.
	 */
	private static String source(MergedAnnotation<CorsPolicy> annotation, String where) {
		Object source = annotation.getSource();
		if (source instanceof Method method) {
			return method.getDeclaringClass().getName() + "#" + method.getName();
		}
		return (source instanceof Class<?> type) ? type.getName() : where;
	}

	/**
	 * One annotation, on a class or on a method.
	 */
	private final class Layer {

		private final String where;

		private final List<PolicyProblem> problems = new ArrayList<>();

		Layer(String where) {
			this.where = where;
		}

		@SuppressWarnings("unchecked")
		<T> PolicySpec with(PolicySpec spec, Attribute<T> attribute, MergedAnnotation<CorsPolicy> annotation) {
			String name = attribute.camelCaseName();
			PolicyField field = PolicyField.of(name);
			if (attribute.isList()) {
				String[] values = annotation.getStringArray(name);
				if (values.length == 0) {
					return spec;
				}
				List<Integer> indexes = new ArrayList<>();
				PolicySpec with = spec.with(attribute, (T) list(field, values, indexes));
				// In a single value, entries are counted.
				return (values.length > 1) ? with.withIndexes(attribute, indexes) : with;
			}
			String text = resolve(field, annotation.getString(name));
			if (!StringUtils.hasText(text)) {
				return spec;
			}
			try {
				return spec.with(attribute, attribute.parse(text.strip()));
			}
			catch (IllegalArgumentException ex) {
				problem(ProblemCode.INVALID_VALUE, field, text, String.valueOf(ex.getMessage()));
				return spec;
			}
		}

		private List<String> list(PolicyField field, String[] values, List<Integer> indexes) {
			List<String> list = new ArrayList<>();
			for (int i = 0; i < values.length; i++) {
				for (String entry : entries(field.entry(i), values[i], values.length)) {
					list.add(entry);
					indexes.add(i);
				}
			}
			return list;
		}

		private List<String> entries(PolicyField field, String value, int values) {
			if (value.isBlank()) {
				// One empty string alone is the empty list.
				return (values > 1) ? List.of("") : List.of();
			}
			String resolved = resolve(field, value);
			List<String> unwrapped = ListText.unwrap(resolved);
			if (unwrapped == null) {
				return ListText.split(resolved);
			}
			List<String> written = ListText.unwrap(value);
			this.problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE,
					AnnotatedPolicyName.at(this.where).toString(), field, resolved,
					ListText.WRAPPED + ((written != null) ? ""
							: " Correct what " + value + " resolves to: " + String.join(",", unwrapped)),
					(written != null) ? List.of(new Edit(field, written)) : List.of()));
			return unwrapped;
		}

		String resolve(PolicyField field, String text) {
			if (!text.contains("${")) {
				return text;
			}
			try {
				String resolved = CorsPolicyReader.this.placeholders.resolveStringValue(text);
				if (resolved == null) {
					return "";
				}
				if (!resolved.contains("${")) {
					return resolved;
				}
			}
			catch (IllegalArgumentException ex) {
				// Reported below, like the placeholder that a lenient resolver leaves.
			}
			problem(ProblemCode.UNRESOLVED_PLACEHOLDER, field, text, "the placeholder could not be resolved.");
			return "";
		}

		void problem(ProblemCode code, PolicyField field, String value, String reason) {
			this.problems.add(new PolicyProblem(code, AnnotatedPolicyName.at(this.where).toString(), field, value,
					reason, List.of()));
		}

	}

}
