package io.corspolicy.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.engine.explain.Explanation.Exchange;
import io.corspolicy.engine.explain.Explanation.Outcome;
import io.corspolicy.engine.explain.Explanation.Step;
import io.corspolicy.engine.explain.Explanation.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A table of requests, each with what is explained of it.
 */
class ExplanationTableTests {

	private static final Path TABLE = Path.of("src/test/resources/explanations/explanations.txt");

	private static final ExplainedPolicies POLICIES = policies();

	private static final CorsPolicyRegistry REGISTRY = POLICIES.registry();

	private static ExplainedPolicies policies() {
		try {
			return ExplainedPolicies.read(TABLE.resolveSibling("policies.yml"))
				.declaring("/off/items", "com.example.Off#items", null, false, PolicySpec.empty())
				.declaring("/annotated/items", "com.example.Items#list", "api", true,
						PolicySpec.empty()
							.with(Attribute.ALLOWED_ORIGINS, List.of("https://annotated.example.com"))
							.with(Attribute.ALLOW_CREDENTIALS, false));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<Row> rows() throws IOException {
		return Arrays.stream(Files.readString(TABLE).split("\n{2,}"))
			.map(String::strip)
			.filter((block) -> !block.startsWith("#") && !block.isEmpty())
			.map(Row::parse)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void explains(Row row) {
		assertThat(row.render(REGISTRY.explain(row.request()))).isEqualTo(row.text());
	}

	/** Whoever follows a hint is done. */
	@ParameterizedTest
	@MethodSource("rows")
	void whatTheHintAdvisesIsEnough(Row row) {
		Explanation explanation = REGISTRY.explain(row.request());
		assertThat(explanation.hint() != null).isEqualTo(explanation.verdict() == Verdict.BLOCKED);
		if (!explanation.changes().isEmpty()) {
			Explanation after = POLICIES.with(explanation.changes()).registry().explain(row.request());
			assertThat(after.verdict()).as(after.toString()).isEqualTo(Verdict.ALLOWED);
		}
	}

	@Test
	void theTableIsLongEnough() throws IOException {
		assertThat(rows()).hasSizeGreaterThanOrEqualTo(75);
	}

	/**
	 * Writes the outcomes of the table anew, for a person to read before they are
	 * committed.
	 */
	@Test
	@EnabledIfSystemProperty(named = "update-tables", matches = "true",
			disabledReason = "writes the table instead of testing")
	void update() throws IOException {
		List<String> blocks = new ArrayList<>();
		for (String block : Files.readString(TABLE).strip().split("\n{2,}")) {
			Row row = block.startsWith("#") ? null : Row.parse(block.strip());
			blocks.add((row != null) ? row.render(REGISTRY.explain(row.request())) : block);
		}
		Files.writeString(TABLE, String.join("\n\n", blocks) + "\n");
		assertThat(rows()).allSatisfy(this::explains);
	}

	/**
	 * A request and what is explained of it.
	 *
	 * @param line the request as written
	 * @param request the request
	 * @param text all of the block
	 */
	record Row(String line, BrowserRequest request, String text) {

		private static final Pattern LINE = Pattern
			.compile("(\\S+) (\\S+)(?: from (\\S+))?(?: to (\\S+))?( with credentials)?(?: setting (.+))?");

		static Row parse(String block) {
			String line = block.lines().findFirst().orElseThrow();
			Matcher matcher = LINE.matcher(line);
			assertThat(matcher.matches()).as(line).isTrue();
			List<String> headers = (matcher.group(6) != null) ? Arrays.asList(matcher.group(6).split("; ")) : List.of();
			BrowserRequest request = BrowserRequest
				.of(matcher.group(3), Objects.requireNonNull(matcher.group(1)),
						Objects.requireNonNull(matcher.group(2)), headers, matcher.group(5) != null)
				.to(matcher.group(4));
			return new Row(line, request, block);
		}

		String render(Explanation explanation) {
			List<String> lines = new ArrayList<>(List.of(this.line));
			lines.add("  = " + explanation.verdict()
					+ ((explanation.policy() != null) ? " by " + explanation.policy() : "")
					+ (explanation.decidingAttributes().isEmpty() ? ""
							: ": " + String.join(", ", explanation.decidingAttributes())));
			lines.addAll(render("preflight", explanation.preflight()));
			lines.addAll(render("actual", explanation.actual()));
			explanation.steps()
				.stream()
				.filter((step) -> step.outcome() == Outcome.FAILED || step.reference().startsWith("Headers"))
				.map(Row::render)
				.forEach(lines::add);
			if (explanation.hint() != null) {
				lines.add("  hint: " + explanation.hint());
			}
			explanation.changes()
				.forEach((change) -> lines.add("  change: " + change.policy() + " " + change.attribute() + " "
						+ change.action() + " " + change.value()));
			return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
		}

		private static List<String> render(String name, Exchange exchange) {
			List<String> lines = new ArrayList<>();
			lines.add("  " + name + " " + (exchange.sent() ? "sent" : "not sent") + ": " + exchange.why());
			if (exchange.sent()) {
				lines.add("    > " + render(exchange.requestHeaders()));
				lines.add("    < " + render(exchange.status()) + " " + render(exchange.responseHeaders())
						+ ((exchange.reason() != null) ? " (" + exchange.kind() + ", " + exchange.reason().code() + ")"
								: ""));
			}
			return lines;
		}

		private static String render(Map<String, String> headers) {
			return headers.entrySet()
				.stream()
				.map((field) -> field.getKey() + ": " + field.getValue())
				.collect(Collectors.joining(" | "));
		}

		private static String render(@Nullable Integer status) {
			return (status != null) ? status.toString() : "-";
		}

		private static String render(Step step) {
			return "  " + step.outcome() + " " + step.phase() + ", " + step.reference() + ", " + step.name() + ": "
					+ step.detail();
		}

		@Override
		public String toString() {
			return this.line;
		}

	}

}
