package io.corspolicy.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.explain.Explanation.Action;
import io.corspolicy.engine.explain.Explanation.Change;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a policy as YAML that can be appended to an application's configuration
 * file.
 */
final class ChangeText {

	/** Longer lists are not repeated to add an entry. */
	private static final int MAX_ENTRIES = 200;

	/**
	 * What YAML reads as a string without quotation marks: not as a number or a boolean.
	 */
	private static final Pattern PLAIN = Pattern.compile("[A-Z][A-Z]{2,20}|[A-Z][A-Za-z]*(-[A-Za-z]+)+");

	private static final Pattern BOOLEAN = Pattern.compile("(?i)yes|no|on|off|true|false|null|y|n");

	private final CorsPolicyRegistry registry;

	private final Predicate<String> inProperties;

	/**
	 * Create a text.
	 * @param registry has the current policies
	 * @param inProperties whether the policy of a name is written under
	 * {@code cors.policies}
	 */
	ChangeText(CorsPolicyRegistry registry, Predicate<String> inProperties) {
		this.registry = registry;
		this.inProperties = inProperties;
	}

	/**
	 * Write changes of one policy as a document of its own, because a later document of a
	 * file replaces what earlier ones say, and whole lists, because lists are replaced.
	 * @return YAML; {@code null} if there are no changes, the policy is not written in
	 * properties, or a list is too long to be repeated
	 */
	@Nullable String yaml(List<Change> changes) {
		if (changes.isEmpty() || !this.inProperties.test(changes.get(0).policy())) {
			return null;
		}
		String name = changes.get(0).policy();
		RegisteredPolicy policy = this.registry.policies()
			.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElse(null);
		if (policy == null || changes.stream().anyMatch((change) -> !change.policy().equals(name))) {
			return null;
		}
		Map<String, Object> values = new LinkedHashMap<>();
		for (Change change : changes) {
			Object value = value(policy, change);
			if (!isWritable(value)) {
				return null;
			}
			values.put(change.attribute(), value);
		}
		StringBuilder yaml = new StringBuilder("---\ncors:\n  policies:\n    ").append(name).append(":\n");
		values.forEach((attribute,
				value) -> yaml.append("      ").append(attribute).append(": ").append(inYaml(value)).append('\n'));
		return yaml.toString();
	}

	private static Object value(RegisteredPolicy policy, Change change) {
		if (change.action() == Action.SET || !(change.value() instanceof List<?> added)) {
			return change.value();
		}
		List<Object> all = new ArrayList<>(present(policy, change.attribute()));
		all.addAll(added);
		return all;
	}

	private static List<?> present(RegisteredPolicy policy, String attribute) {
		if (attribute.equals(PolicyField.PATHS.key())) {
			return policy.paths();
		}
		Attribute<?> found = Attribute.find(attribute);
		return (found != null && policy.policy().spec().effective(found) instanceof List<?> list) ? list : List.of();
	}

	/** Not if a comma would separate entries, or a placeholder would be resolved. */
	private static boolean isWritable(Object value) {
		return !(value instanceof List<?> list) || (list.size() <= MAX_ENTRIES && list.stream()
			.map(String::valueOf)
			.noneMatch((entry) -> entry.contains("${") || (entry.indexOf(',') >= 0 && entry.indexOf('{') < 0)));
	}

	private static String inYaml(Object value) {
		return (value instanceof List<?> list)
				? list.stream().map(String::valueOf).map(ChangeText::scalar).collect(Collectors.joining(", ", "[", "]"))
				: String.valueOf(value);
	}

	private static String scalar(String text) {
		boolean plain = PLAIN.matcher(text).matches() && !BOOLEAN.matcher(text).matches();
		return plain ? text : SafeText.quotedYaml(text);
	}

}
