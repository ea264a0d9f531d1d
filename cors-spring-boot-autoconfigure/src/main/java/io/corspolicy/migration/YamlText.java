package io.corspolicy.migration;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.text.SafeText;

/**
 * Policies as lines for {@code application.yml}.
 */
final class YamlText {

	private static final int MAX_LINE = 110;

	private static final int MAX_FINDINGS = 5;

	private static final Pattern NOT_IN_COMMENTS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]|\\p{Cs}");

	private final StringBuilder text = new StringBuilder();

	private YamlText() {
	}

	/**
	 * Write policies.
	 * @param policies the policies
	 * @param unused policies for beans that no known component uses, as comments
	 * @return the lines, or an empty string if there are none
	 */
	static String of(List<GeneratedPolicy> policies, List<GeneratedPolicy> unused) {
		YamlText yaml = new YamlText();
		if (!policies.isEmpty()) {
			yaml.text.append("cors:\n  policies:\n");
			policies.forEach((policy) -> yaml.policy(policy, ""));
		}
		if (!unused.isEmpty()) {
			yaml.text.append("# Nothing is known to read these, so they have no effect now:\n# cors:\n#   policies:\n");
			unused.forEach((policy) -> yaml.policy(policy, "# "));
		}
		return yaml.text.toString();
	}

	private void policy(GeneratedPolicy policy, String prefix) {
		String sources = policy.findings()
			.stream()
			.limit(MAX_FINDINGS)
			.map(Finding::toString)
			.collect(Collectors.joining(", "));
		int more = policy.findings().size() - MAX_FINDINGS;
		line(prefix, "    # " + comment(sources + ((more > 0) ? " and " + more + " more" : "")));
		line(prefix, "    " + policy.name() + ":");
		value(prefix, "paths", policy.paths());
		PolicySpec spec = policy.spec();
		for (Attribute<?> attribute : Attribute.all()) {
			Object value = spec.get(attribute);
			if (value != null) {
				if (value instanceof List<?> list && list.equals(List.of(Translation.NOBODY))) {
					line(prefix, "      # Nobody's origin: no page is allowed, as before.");
				}
				value(prefix, attribute.name(), Attribute.plain(value));
			}
		}
	}

	private void value(String prefix, String name, Object value) {
		if (!(value instanceof List<?> list)) {
			line(prefix, "      " + name + ": " + value);
			return;
		}
		List<String> entries = list.stream()
			.map((entry) -> SafeText.yaml(String.valueOf(Objects.requireNonNull(entry))))
			.toList();
		String flow = "      " + name + ": [" + String.join(", ", entries) + "]";
		if (prefix.length() + flow.length() <= MAX_LINE) {
			line(prefix, flow);
		}
		else {
			line(prefix, "      " + name + ":");
			entries.forEach((entry) -> line(prefix, "        - " + entry));
		}
	}

	private void line(String prefix, String line) {
		this.text.append(prefix).append(line).append('\n');
	}

	/** Line breaks are replaced. */
	private static String comment(String text) {
		return NOT_IN_COMMENTS.matcher(text).replaceAll("?");
	}

}
