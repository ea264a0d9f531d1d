package io.corspolicy.spelling;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a request is spelt, and whatever of the application decides who serves it: the
 * policy that answers is the one of the handler or servlet that runs. Every run has its
 * own seed; a failure prints it, and {@code -Dseed=} repeats it.
 */
class PathSpellingTests {

	private static final long SEED = Objects.requireNonNullElseGet(Long.getLong("seed"), new Random()::nextLong);

	/** Of each application, some five requests for each. The profile fuzz has more. */
	private static final int CASES = Integer.getInteger("spellings", 30);

	private static final int MOST_FINDINGS = 10;

	/** Everywhere, or only what no other line of Spring Boot has. */
	private static final boolean ALL = Boolean.getBoolean("compatibility.all")
			|| System.getProperty("spellings") != null || !Setup.TRAILING_SLASH.runsOn(Server.TOMCAT);

	static Stream<Arguments> sites() {
		return Server.available()
			.stream()
			.flatMap((server) -> Arrays.stream(Setup.values())
				.filter((setup) -> setup.runsOn(server))
				.filter((setup) -> ALL || server == Server.UNDERTOW || setup.has(Setup.Feature.TRAILING_SLASH))
				.map((setup) -> Arguments.of(setup, server)));
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("sites")
	void whoeverServesDecides(Setup setup, Server server) throws IOException {
		try (Site site = Site.start(setup, server)) {
			long seed = SEED + setup.ordinal() * 31L + server.ordinal();
			SpellingCheck check = new SpellingCheck(site, seed, MOST_FINDINGS).run(CASES);
			System.out.println("seed " + SEED + ", " + check);
			assertThat(check.findings()).as("seed %d", SEED).isEmpty();
			assertThat(check.plain()).containsOnlyKeys(Policies.values());
		}
	}

}
