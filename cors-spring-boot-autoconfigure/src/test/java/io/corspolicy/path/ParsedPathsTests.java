package io.corspolicy.path;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ParsedPaths}: which parsers match the same paths.
 */
class ParsedPathsTests {

	private static final ParsedPaths ANY_CASE = ParsedPaths.of(false);

	private static final ParsedPaths BY_DOTS = byDots();

	private static ParsedPaths byDots() {
		PathPatternParser parser = new PathPatternParser();
		parser.setPathOptions(PathContainer.Options.MESSAGE_ROUTE);
		return new ParsedPaths(parser);
	}

	@Test
	void equalIfTheyMatchTheSame() {
		assertThat(ParsedPaths.of(true)).isEqualTo(ParsedPaths.DEFAULT).hasSameHashCodeAs(ParsedPaths.DEFAULT);
		assertThat(ANY_CASE).isEqualTo(ParsedPaths.of(false)).isNotEqualTo(ParsedPaths.DEFAULT);
		assertThat(ANY_CASE.hashCode()).isNotEqualTo(ParsedPaths.DEFAULT.hashCode());
	}

	@Test
	void parsersOfTheirOwnEqualOnlyThemselves() {
		assertThat(BY_DOTS).isEqualTo(new ParsedPaths(BY_DOTS.parser()))
			.isNotEqualTo(byDots())
			.isNotEqualTo(ParsedPaths.DEFAULT);
		assertThat(ParsedPaths.DEFAULT).isNotEqualTo(BY_DOTS);
		assertThat(new ParsedPaths(new PathPatternParser() {
		})).isNotEqualTo(ParsedPaths.DEFAULT);
	}

	@Test
	void commonOptionsAreThoseOfAllOrMatchMore() {
		assertThat(ParsedPaths.common(List.of())).isSameAs(ParsedPaths.DEFAULT);
		assertThat(ParsedPaths.common(List.of(BY_DOTS, BY_DOTS))).isSameAs(BY_DOTS);
		assertThat(ParsedPaths.common(List.of(ANY_CASE, ParsedPaths.of(false)))).isEqualTo(ANY_CASE);
		assertThat(ParsedPaths.common(List.of(ParsedPaths.DEFAULT, BY_DOTS))).isEqualTo(ANY_CASE);
	}

	@Test
	void sayWhatTheyAre() {
		assertThat(ParsedPaths.DEFAULT).hasToString("path patterns");
		assertThat(ANY_CASE).hasToString("path patterns, in any case");
		assertThat(BY_DOTS).hasToString("path patterns, by a parser of its own");
	}

}
