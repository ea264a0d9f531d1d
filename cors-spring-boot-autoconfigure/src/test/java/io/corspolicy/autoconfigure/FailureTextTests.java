package io.corspolicy.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What somebody reads whose application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextTests {

	private static final Path EXPECTED = Path.of("src/test/resources/io/corspolicy/autoconfigure");

	@Test
	void tenMistakesInOneReport(CapturedOutput output) throws IOException {
		assertThatException().isThrownBy(
				() -> start("--spring.config.location=classpath:/io/corspolicy/autoconfigure/ten-mistakes.yml"));
		assertMatches("ten-mistakes.txt", text(output));
	}

	@Test
	void everyPlaceIsNamed(@TempDir Path directory, CapturedOutput output) throws IOException {
		Files.writeString(directory.resolve("application.yml"), """
				cors:
				  policies:
				    api:
				      allowed-origins: https://app.example.com
				""");
		Files.writeString(directory.resolve("application-prod.properties"), """
				cors.policies.api.allowed-methods = GET, TRACE
				cors.policies.api.exposed-headers[0] = Set-Cookie
				""");
		StandardEnvironment environment = new StandardEnvironment();
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, Map
				.of("CORS_POLICIES_API_MAXAGE", "abc", "SPRING_APPLICATION_JSON", """
						{"cors": {"policies": {"json": {"allowed-origins": ["https://x.example/"],
							"reject-disallowed": "perhaps", "max-age": "1 hour", "expose_headers": ["X-A", "X-B"]}}}}
						""")));
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(Application.class).environment(environment)
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--spring.config.location=" + directory.toUri(), "--spring.profiles.active=prod",
					"--cors.policies.api.allow-credential=true"));
		assertMatches("places.txt", text(output).replaceAll("URL \\[file:[^ ]*/", "URL [file:/config/"));
	}

	@Test
	void everyNotationIsAnsweredInItsOwn() throws IOException {
		assertMatches("notations.txt",
				describe(Written
					.yaml("""
							cors:
							  debug: maybe
							  defaults:
							    allowed-origins: ["https://app.example.com/"]
							    max-age: abc
							    expose-headers: X-A
							  polices:
							    api:
							      paths: [/a, /b]
							      max-age: 1h
							  allowed-origin: https://b.example
							  policies:
							    one:
							      paths: /one
							    two:
							      paths: /two
							      allowed-methods: []
							    three:
							      paths: [/three, "a\\u001bb/\\u202e"]
							      allowed-origins: "*"
							      allow-credentials: ${app.credentials}
							      allowed-headers: "${app.headers},Cookie"
							      max-age: ${app.age}
							    my.policy:
							      allowed-origins: ["https://app.example.com"]
							    longs:
							      allowed-origin: [https://aaaaaaaaaaaaaaaaaaaaaaaaa.example.com, https://aaaaaaaaaaaaaaaaaaaaaaaaa.example.com, https://aaaaaaaaaaaaaaaaaaaaaaaaa.example.com]
							      exposed-headers: a b:01234567890123456789012345678901234567890123456789012345678901234567
							    empty:
							app:
							  headers: X-A,Host
							  age: 25h
							""")
					.source(() -> List.of(new PolicyDefinition("tenant", List.of("tenant"),
							PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://x.example/")))))
					.commandLine("--cors.policies.cli.allowed-origins=https://a.example,https://b.example/",
							"--cors.policies.cli.cross-origin-resource-policy=same", "--cors.policies.CLI2.paths=x",
							"--cors.policies.cli.allowed-origins-=x", "--cors.policies.cli.foo=x")
					.variables(Map.of("CORS_POLICIES_CLI_ALLOWEDMETHODS_0", "TRACE",
							"CORS_POLICIES_CLI_ALLOWED_HEADERS", "A,Cookie"))
					.systemProperties(Map.of("cors.policies.cli.paths[0]", "x y"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "twelve-mistakes.yml", "twelve-mistakes.properties", "twelve-mistakes.env" })
	void twelveMistakesInOneReport(String file) throws IOException {
		String text = Files.readString(EXPECTED.resolve(file));
		Written written = file.endsWith(".yml") ? Written.nothing().andYaml(file, text) : file.endsWith(".properties")
				? Written.nothing().andProperties(file, text) : Written.nothing().variables(variables(text));
		assertMatches(file.replace("mistakes.", "mistakes-") + ".txt", describe(written));
	}

	private static Map<String, Object> variables(String text) {
		Map<String, Object> variables = new LinkedHashMap<>();
		text.lines()
			.forEach((line) -> variables.put(line.substring(0, line.indexOf('=')),
					line.substring(line.indexOf('=') + 1)));
		return variables;
	}

	@Test
	void aValueThroughAPlaceholderIsCorrectedWhereItIs() throws IOException {
		assertMatches("placeholders.txt", describe(Written.yaml("""
				cors:
				  policies:
				    api:
				      allowed-origins: ${app.origins}
				      allowed-methods: ${app.methods:GET,TRACE}
				      allowed-headers: "X-A,${app.header}"
				      exposed-headers:
				        - ${EXPOSED}
				      max-age: ${app.age}
				app:
				  origins: https://a.example/,https://b.example
				  header: Cookie
				""").commandLine("--app.age=1000h").variables(Map.of("EXPOSED", "Set-Cookie,X-B"))));
	}

	@Test
	void aPolicyIsRenamedWithAllThatIsInFrontOfItsName() {
		assertThat(describe(Written.properties("""
				cors.policies.my.policy.allowed-origins = https://a.example
				cors.policies[Other].allowed-origins = https://b.example
				"""))).contains("(begin its keys with cors.policies.my-policy)")
			.contains("(begin its keys with cors.policies.other)");
	}

	@Test
	void theMessageDoesWithoutTheReport() {
		InvalidPolicyException failure = new InvalidPolicyException(
				Written.properties("cors.debug=maybe\ncors.policies.api.allowed-origins=a\\u001bb\\u202e").problems());
		assertThat(failure.getMessage())
			.contains("  - debug (maybe): the value is true or false. For example: debug: true")
			.contains("  - api.allowed-origins[0] (a\\u001bb\\u202e): ")
			.doesNotContain("\u001b", "\u202e");
	}

	private static void assertMatches(String file, String text) throws IOException {
		Path expected = EXPECTED.resolve(file);
		if (Boolean.getBoolean("update-golden-files")) {
			Files.writeString(expected, text);
		}
		assertThat(text).as("Run the tests with -Dupdate-golden-files=true").isEqualTo(Files.readString(expected));
		assertThat(text.lines()).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(100));
	}

	private static String describe(Written written) {
		InvalidPolicyException failure = new InvalidPolicyException(written.problems());
		FailureAnalysis analysis = Objects.requireNonNull(new InvalidPolicyFailureAnalyzer().analyze(failure));
		return analysis.getDescription() + "\n\nAction:\n\n" + analysis.getAction() + "\n";
	}

	private static String text(CapturedOutput output) {
		String text = output.getOut();
		return text.substring(text.indexOf("***************************\nAPPLICATION FAILED")).strip() + "\n";
	}

	private static void start(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
