package io.corspolicy.documentation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.corspolicy.documentation.Dependencies.Rule;
import org.eclipse.aether.version.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The POMs that are installed and published, resolved in applications of every supported
 * line: no version of Spring's is raised.
 */
class PublishedPomsTests {

	private static final List<String> OURS = List.of("cors-spring-boot-starter", "cors-spring-boot-test");

	private static final String WEB = "org.springframework.boot:spring-boot-starter-web:";

	private static final String TEST = "org.springframework.boot:spring-boot-starter-test:";

	@SuppressWarnings("NullAway.Init")
	private static Dependencies dependencies;

	@BeforeAll
	static void connect() {
		dependencies = new Dependencies();
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.5.16", "4.0.7", "4.1.1" })
	void mavenTakesTheVersionsOfTheApplication(String boot) {
		Map<String, Version> managed = dependencies.managed(boot);
		Map<String, Version> without = spring(dependencies.resolve(Rule.MAVEN, application(boot), managed));
		Map<String, Version> with = spring(dependencies.resolve(Rule.MAVEN, withOurs(boot), managed));
		assertThat(without).hasSizeGreaterThan(10);
		assertThat(with).isEqualTo(without);
	}

	/** With the versions of Spring Boot as a platform, and with none. */
	@ParameterizedTest
	@ValueSource(strings = { "3.5.16", "4.0.7", "4.1.1" })
	void gradleTakesTheVersionsOfTheApplication(String boot) {
		Map<String, Version> without = spring(dependencies.resolve(Rule.HIGHEST, application(boot), Map.of()));
		Map<String, Version> with = spring(dependencies.resolve(Rule.HIGHEST, withOurs(boot), Map.of()));
		assertThat(without).hasSizeGreaterThan(10);
		assertThat(with).isEqualTo(without);
		Map<String, Version> platform = dependencies.managed(boot);
		Map<String, Version> before = dependencies.resolve(Rule.HIGHEST, application(boot), Map.of());
		dependencies.resolve(Rule.HIGHEST, withOurs(boot), Map.of()).forEach((module, version) -> {
			if (before.containsKey(module)) {
				assertThat(version).as(module).isEqualTo(before.get(module));
			}
			else if (platform.containsKey(module)) {
				assertThat(version).as(module).isLessThanOrEqualTo(platform.get(module));
			}
		});
	}

	/** What the test itself has to notice. */
	@Test
	void aNewerVersionWouldBeSeen() {
		String newer = "org.springframework.boot:spring-boot-starter:4.1.1";
		Map<String, Version> without = spring(dependencies.resolve(Rule.HIGHEST, application("3.5.16"), Map.of()));
		List<String> application = Stream.concat(application("3.5.16").stream(), Stream.of(newer)).toList();
		assertThat(spring(dependencies.resolve(Rule.HIGHEST, application, Map.of()))).isNotEqualTo(without);
	}

	@Test
	void nothingOptionalIsPublished() {
		assertThat(OURS).allSatisfy((module) -> assertThat(dependencies.pom(module)).doesNotContain("<optional>")
			.doesNotContain("<parent>")
			.doesNotContain("<scope>test</scope>"));
		assertThat(dependencies.pom("cors-spring-boot-autoconfigure")).doesNotContain("<optional>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors-spring-boot-autoconfigure", "cors-spring-boot-bom", "cors-spring-boot-starter",
			"cors-spring-boot-test" })
	void pomsHaveWhatMavenCentralAsksFor(String module) {
		assertThat(dependencies.pom(module)).contains("<name>", "<description>", "<url>", "<licenses>",
				"Apache License, Version 2.0", "<developers>", "<scm", "<connection>", "<developerConnection>");
	}

	@Test
	void theBomHasEveryModuleAndNothingElse() {
		assertThat(dependencies.pom("cors-spring-boot-bom").split("<dependency>")).hasSize(4);
		assertThat(dependencies.pom("cors-spring-boot-bom")).contains("cors-spring-boot-autoconfigure",
				"cors-spring-boot-starter", "cors-spring-boot-test");
	}

	private static List<String> application(String boot) {
		return List.of(WEB + boot, TEST + boot);
	}

	private static List<String> withOurs(String boot) {
		return Stream
			.concat(application(boot).stream(),
					OURS.stream().map((module) -> "io.corspolicy:" + module + ":0.1.0-SNAPSHOT"))
			.toList();
	}

	private static Map<String, Version> spring(Map<String, Version> modules) {
		Map<String, Version> spring = new TreeMap<>(modules);
		spring.keySet().removeIf((module) -> !module.startsWith("org.springframework"));
		return spring;
	}

}
