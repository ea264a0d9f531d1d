package io.corspolicy.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tables of configurations: those that are refused, each with what it says and with what
 * it advises or shows as an example, and those that are accepted.
 */
class ConfigurationTableTests {

	private static final Path TABLES = Path.of("src/test/resources/configurations");

	private static final Path REFUSED = TABLES.resolve("refused.txt");

	private static final Path ACCEPTED = TABLES.resolve("accepted.txt");

	static List<Refusal> refused() throws IOException {
		return Refusal.parse(Files.readString(REFUSED));
	}

	/** Rows without an outcome are accepted without a warning. */
	static List<Refusal> accepted() throws IOException {
		return Refusal.parse(Files.readString(ACCEPTED));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void refusesAndSaysWhatToWriteInstead(Refusal refusal) {
		assertThat(refusal.render(problems(refusal.definitions()))).isEqualTo(refusal.toString());
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatItSaysToWriteInsteadStarts(Refusal refusal) {
		List<Map<String, Object>> policies = refusal.policies();
		// As a person would: the first problem first, and no example taken over.
		for (int i = 0; i < 8; i++) {
			problems(definitions(policies)).stream()
				.filter((problem) -> !problem.fix().isEmpty())
				.findFirst()
				.ifPresent((problem) -> apply(problem, policies));
		}
		assertThat(problems(definitions(policies))).as(policies.toString())
			.allSatisfy((problem) -> assertThat(problem.fix()).isEmpty())
			.hasSameSizeAs(
					problems(refusal.definitions()).stream().filter((problem) -> problem.fix().isEmpty()).toList());
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void accepts(Refusal row) {
		assertThat(problems(row.definitions())).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void warnsOfWhatHasNotTheEffectThatItSeemsToHave(Refusal row) {
		assertThat(row.render(warnings(row.definitions()))).isEqualTo(row.toString());
	}

	@Test
	void theTablesAreLongEnough() throws IOException {
		assertThat(refused()).hasSizeGreaterThanOrEqualTo(230);
		assertThat(accepted()).hasSizeGreaterThanOrEqualTo(60);
	}

	/**
	 * Writes the outcomes of the table anew, for a person to read before they are
	 * committed.
	 */
	@Test
	@EnabledIfSystemProperty(named = "update-tables", matches = "true",
			disabledReason = "writes the table instead of testing")
	void update() throws IOException {
		String text = Files.readString(REFUSED);
		for (Refusal refusal : refused()) {
			text = text.replace(refusal.toString(), refusal.render(problems(refusal.definitions())));
		}
		Files.writeString(REFUSED, text);
		String accepted = Files.readString(ACCEPTED);
		for (Refusal row : accepted()) {
			accepted = accepted.replace(row.toString() + "\n", row.render(warnings(row.definitions())) + "\n");
		}
		Files.writeString(ACCEPTED, accepted);
		assertThat(refused()).allSatisfy(this::refusesAndSaysWhatToWriteInstead);
		assertThat(accepted()).allSatisfy(this::warnsOfWhatHasNotTheEffectThatItSeemsToHave);
	}

	static List<PolicyProblem> problems(List<PolicyDefinition> definitions) {
		try {
			TestCompiler.compile(definitions);
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems();
		}
	}

	private static List<PolicyProblem> warnings(List<PolicyDefinition> definitions) {
		return TestCompiler.compile(definitions)
			.policies()
			.stream()
			.flatMap((policy) -> policy.policy().warnings().stream())
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> policies(String yaml) {
		Object parsed = new Yaml().load(yaml);
		List<Map<String, Object>> policies = new ArrayList<>();
		for (Object policy : (parsed instanceof List<?> list) ? list : List.of(parsed)) {
			Map<String, Object> complete = new LinkedHashMap<>(Map.of("name", "test", "paths", List.of("/**"),
					"allowed-origins", List.of("https://app.example.com")));
			complete.putAll((Map<String, Object>) policy);
			policies.add(complete);
		}
		return policies;
	}

	static List<PolicyDefinition> definitions(List<Map<String, Object>> policies) {
		return policies.stream()
			.map((policy) -> new PolicyDefinition(String.valueOf(policy.get("name")),
					Objects.requireNonNullElse(strings(policy.get("paths")), List.of()), spec(policy)))
			.toList();
	}

	private static PolicySpec spec(Map<String, Object> policy) {
		PolicySpec spec = PolicySpec.empty();
		for (Attribute<?> attribute : Attribute.all()) {
			spec = with(spec, attribute, policy.get(attribute.name()));
		}
		return spec;
	}

	@SuppressWarnings("unchecked")
	private static PolicySpec with(PolicySpec spec, Attribute<?> attribute, @Nullable Object value) {
		if (attribute == Attribute.MAX_AGE && value != null) {
			return spec.with(Attribute.MAX_AGE, Duration.parse(value.toString()));
		}
		if (attribute == Attribute.CROSS_ORIGIN_RESOURCE_POLICY && value != null) {
			return spec.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY,
					Arrays.stream(CrossOriginResourcePolicy.values())
						.filter((candidate) -> candidate.value().equals(value.toString()))
						.findFirst()
						.orElseThrow());
		}
		return (value instanceof List<?>) ? spec.with((Attribute<List<String>>) attribute, strings(value))
				: spec.with((Attribute<Object>) attribute, value);
	}

	static @Nullable List<String> strings(@Nullable Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : null;
	}

	/**
	 * Takes over all suggestions at once, and no example.
	 */
	static void applyAll(List<PolicyProblem> problems, List<Map<String, Object>> policies) {
		Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
		policies.forEach((policy) -> byName.put(String.valueOf(policy.get("name")), policy));
		// From the end of lists, so that indexes hold.
		record Change(Map<String, Object> policy, Edit edit) {
		}
		problems.stream()
			.flatMap((problem) -> problem.fix()
				.stream()
				.map((edit) -> new Change(Objects.requireNonNull(byName.get(problem.policy())), edit)))
			.sorted(Comparator.comparingInt((Change change) -> index(change.edit().field())).reversed())
			.forEach((change) -> apply(change.edit(), change.policy()));
	}

	private static void apply(PolicyProblem problem, List<Map<String, Object>> policies) {
		Map<String, Object> policy = policies.stream()
			.filter((candidate) -> problem.policy().equals(candidate.get("name")))
			.reduce((first, second) -> second)
			.orElseThrow();
		// From the end, so that indexes hold.
		problem.fix()
			.stream()
			.sorted(Comparator.comparing(Edit::field, Comparator.comparingInt(ConfigurationTableTests::index))
				.reversed())
			.forEach((edit) -> apply(edit, policy));
	}

	private static int index(String field) {
		return field.endsWith("]") ? Integer.parseInt(field.substring(field.indexOf('[') + 1, field.length() - 1)) : -1;
	}

	private static void apply(Edit edit, Map<String, Object> policy) {
		int bracket = edit.field().indexOf('[');
		if (bracket < 0) {
			policy.put(edit.field(), edit.value());
			return;
		}
		String attribute = edit.field().substring(0, bracket);
		int index = Integer.parseInt(edit.field().substring(bracket + 1, edit.field().length() - 1));
		List<String> list = new ArrayList<>(Objects.requireNonNull(strings(policy.get(attribute))));
		list.remove(index);
		if (edit.value() != null) {
			list.addAll(index, Objects.requireNonNullElse(strings(edit.value()), List.of(edit.value().toString())));
		}
		policy.put(attribute, list);
	}

	/**
	 * A row: a configuration and, indented below it, each problem: its code, policy,
	 * field and value, why, and what to write instead ("->") or an example of that
	 * ("e.g.").
	 *
	 * @param configuration the policy, or a list of policies, as YAML
	 * @param outcome what comes of it
	 */
	record Refusal(String configuration, String outcome) {

		static List<Refusal> parse(String table) {
			List<Refusal> rows = new ArrayList<>();
			for (String block : table.split("(?m)^(?=[{\\[])")) {
				if (block.startsWith("{") || block.startsWith("[")) {
					String[] parts = (block + "\n").split("\n", 2);
					rows.add(new Refusal(parts[0],
							Arrays.stream(parts[1].split("\n"))
								.filter((line) -> line.startsWith("  "))
								.collect(Collectors.joining("\n"))));
				}
			}
			return rows;
		}

		List<Map<String, Object>> policies() {
			return ConfigurationTableTests.policies(this.configuration);
		}

		List<PolicyDefinition> definitions() {
			return ConfigurationTableTests.definitions(policies());
		}

		String render(List<PolicyProblem> problems) {
			return problems.isEmpty() ? this.configuration : this.configuration + "\n"
					+ problems.stream().map(Refusal::render).collect(Collectors.joining("\n"));
		}

		private static String render(PolicyProblem problem) {
			String value = (problem.value() != null) ? " = " + visible(problem.value().toString()) : "";
			return "  " + problem.code() + " " + problem.policy() + "." + problem.field() + value + "\n    "
					+ problem.reason() + lines("\n    -> ", problem.suggestion())
					+ lines("\n    e.g. ", problem.exampleText());
		}

		private static String lines(String before, String text) {
			return text.isEmpty() ? "" : before + text.replace("\n", before);
		}

		private static String visible(String text) {
			return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\u0007", "\\a");
		}

		@Override
		public String toString() {
			return this.outcome.isEmpty() ? this.configuration : this.configuration + "\n" + this.outcome;
		}

	}

}
