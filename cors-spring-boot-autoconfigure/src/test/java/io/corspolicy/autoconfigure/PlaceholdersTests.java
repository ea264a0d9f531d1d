package io.corspolicy.autoconfigure;

import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.InvalidPolicyException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What to write instead where a value holds placeholders: these stay, or what they stand
 * for is changed at its own place. And which index and place are named.
 */
class PlaceholdersTests {

	private static String advice(String value, Map<String, Object> variables) {
		return report(Written.yaml("""
				app:
				  front-end: https://front.example/
				  host: front.example
				cors:
				  policies:
				    api:
				      allowed-origins:%s
				""".formatted(value)).variables(variables));
	}

	private static String report(Written written) {
		InvalidPolicyException failure = new InvalidPolicyException(written.problems());
		return Objects.requireNonNull(new InvalidPolicyFailureAnalyzer().analyze(failure).getDescription())
			.lines()
			.map(String::strip)
			.filter((line) -> !line.startsWith("why") && !line.isEmpty())
			.skip(2)
			.map((line) -> line.replaceFirst(" {2,}", " "))
			.reduce("", (text, line) -> text + line + "\n");
	}

	@Test
	void aLiteralBesideAPlaceholderIsChangedAlone() {
		assertThat(advice(" ${ORIGINS},https://b.example/", Map.of("ORIGINS", "https://a.example"))).isEqualTo("""
				1. cors.policies.api.allowed-origins
				value "${ORIGINS},https://b.example/", which is "https://b.example/"
				from file [application.yml] - 7:24
				through ORIGINS, environment variable ORIGINS
				write allowed-origins: "${ORIGINS},https://b.example"
				""");
	}

	@Test
	void aLiteralAroundAPlaceholderIsChangedAlone() {
		assertThat(advice("\n      - HTTPS://${app.host}:8443/\n", Map.of())).isEqualTo("""
				1. cors.policies.api.allowed-origins[0]
				value "HTTPS://${app.host}:8443/", which is "HTTPS://front.example:8443/"
				from file [application.yml] - 8:9
				through app.host, file [application.yml] - 3:9
				write - "https://${app.host}:8443"
				""");
	}

	@Test
	void aWrongValueIsChangedWhereItIs() {
		assertThat(advice("\n      - ${EXTRA:}\n      - ${ORIGINS}\n",
				Map.of("ORIGINS", "https://a.example, https://b.example/")))
			.isEqualTo("""
					1. cors.policies.api.allowed-origins[1]
					value "${ORIGINS}", which is "https://b.example/"
					from file [application.yml] - 9:9
					through ORIGINS, environment variable ORIGINS
					write ORIGINS=https://a.example,https://b.example
					""");
		assertThat(advice(" ${app.front-end}", Map.of())).isEqualTo("""
				1. cors.policies.api.allowed-origins
				value "${app.front-end}", which is "https://front.example/"
				from file [application.yml] - 7:24
				through app.front-end, file [application.yml] - 2:14
				write front-end: "https://front.example"
				""");
	}

	@Test
	void aWrongDefaultIsChangedInThePlaceholder() {
		assertThat(advice(" ${ORIGINS:https://a.example/,https://b.example}", Map.of())).isEqualTo("""
				1. cors.policies.api.allowed-origins
				value "${ORIGINS:https://a.example/,https://b.example}", which is "https://a.example/"
				from file [application.yml] - 7:24
				write allowed-origins: "${ORIGINS:https://a.example,https://b.example}"
				""");
	}

	@Test
	void whereAPlaceholderCanNotStayItIsNamed() {
		assertThat(advice(" https://${HOST}", Map.of("HOST", "a.example/x"))).isEqualTo("""
				1. cors.policies.api.allowed-origins
				value "https://${HOST}", which is "https://a.example/x"
				from file [application.yml] - 7:24
				through HOST, environment variable HOST
				write (correct what ${HOST} stands for, so that the value is "https://a.example")
				""");
	}

	@Test
	void quotesAroundPlaceholdersGo() {
		assertThat(advice(" '\"${ORIGINS}\",\"https://b.example\"'", Map.of("ORIGINS", "https://a.example")))
			.endsWith("write allowed-origins: \"${ORIGINS},https://b.example\"\n");
		assertThat(advice(" ${ORIGINS}", Map.of("ORIGINS", "[\"https://a.example\",\"https://b.example\"]")))
			.endsWith("write ORIGINS=https://a.example,https://b.example\n");
	}

	@Test
	void eachPartIsChangedWhereItIs() {
		assertThat(advice(" ${ORIGINS},https://b.example/", Map.of("ORIGINS", "https://a.example/"))).contains("""
				write allowed-origins: "${ORIGINS},https://b.example"
				# environment variable ORIGINS
				ORIGINS=https://a.example
				""");
	}

	@Test
	void otherEntriesKeepTheirPlaceholders() {
		String advice = advice("\n      - ${ORIGINS}\n      - https://b.example/ https://c.example\n",
				Map.of("ORIGINS", "https://a.example"));
		assertThat(advice).contains("cors.policies.api.allowed-origins[1]\n", "- 9:9\n")
			.endsWith("write - \"https://b.example\"\n- \"https://c.example\"\n");
	}

	@Test
	void indexesAreThoseOfWhatWasWritten() {
		Written written = Written.properties("""
				cors.policies.api.allowed-origins[0]=${EXTRA:}
				cors.policies.api.allowed-origins[1]=https://a.example,https://b.example
				cors.policies.api.allowed-origins[2]=https://c.example/
				""");
		assertThat(report(written)).isEqualTo("""
				1. cors.policies.api.allowed-origins[2]
				value "https://c.example/"
				from file [application.properties] - 3:38
				write cors.policies.api.allowed-origins[2]=https://c.example
				""");
	}

	@Test
	void noEntryIsLeftOutInFrontOfAnother() {
		Written written = Written.properties("""
				cors.policies.api.allowed-origins=https://a.example
				cors.policies.api.allowed-methods[0]=TRACE
				cors.policies.api.allowed-methods[1]=${METHOD:GET}
				""");
		assertThat(report(written)).endsWith("write cors.policies.api.allowed-methods=${METHOD:GET}\n");
	}

	@Test
	void otherValuesKeepTheirPlaceholdersToo() {
		Written written = Written.yaml("""
				app:
				  age: 90 minutes
				cors:
				  policies:
				    api:
				      allowed-origins: https://a.example
				      max-age: ${app.age}
				""");
		assertThat(report(written)).endsWith("write age: \"90m\"\n");
	}

}
