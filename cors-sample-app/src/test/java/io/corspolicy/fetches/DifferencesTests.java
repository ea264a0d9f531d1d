package io.corspolicy.fetches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.browsers.Engine;
import io.corspolicy.fetches.FetchCase.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users are told of exactly the differences between browsers that {@link FetchTests} has
 * seen.
 */
class DifferencesTests {

	private static final Path GUIDE = Path.of("..", "docs", "browsers.md");

	@Test
	void theGuideListsEveryDifference() throws IOException {
		String table = Stream
			.concat(Stream.of("| | Chromium | Firefox | WebKit (Safari) | WebKit of 2022 |", "|---|---|---|---|---|"),
					FetchCase.readAll().stream().filter(DifferencesTests::differs).map(DifferencesTests::row))
			.collect(Collectors.joining("\n", "<!-- differences -->\n", "\n<!-- /differences -->"));
		if (Boolean.getBoolean("update-guide")) {
			Files.writeString(GUIDE, Files.readString(GUIDE)
				.replaceFirst("(?s)<!-- differences -->.*<!-- /differences -->", table.replace("$", "\\$")));
		}
		assertThat(Files.readString(GUIDE)).as("Run the tests with -Dupdate-guide=true").contains(table);
	}

	private static boolean differs(FetchCase fetch) {
		return outcomes(fetch).distinct().count() > 1;
	}

	private static String row(FetchCase fetch) {
		boolean refused = outcomes(fetch).map(Outcome::passes).anyMatch("-"::equals);
		boolean gets = outcomes(fetch).map(Outcome::gets).distinct().count() > 1;
		Function<Outcome, String> words = refused ? DifferencesTests::handled
				: gets ? DifferencesTests::readable : DifferencesTests::preflights;
		return outcomes(fetch).map(words).collect(Collectors.joining(" | ", "| " + fetch.title() + " | ", " |"));
	}

	private static Stream<Outcome> outcomes(FetchCase fetch) {
		return Arrays.stream(Engine.values()).map(fetch::expectedOf);
	}

	private static String handled(Outcome outcome) {
		return outcome.passes().equals("-") ? "refused" : "handled";
	}

	private static String readable(Outcome outcome) {
		return List.of("blocked", "font").contains(outcome.gets()) ? outcome.gets().replace("font", "used")
				: "readable";
	}

	private static String preflights(Outcome outcome) {
		return outcome.preflights().equals("1") ? "1 preflight" : outcome.preflights() + " preflights";
	}

}
