package io.corspolicy.engine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.corspolicy.engine.origin.OriginPatternFuzzer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Runs the fuzzers' seeds, and what they ever found, through the same oracles in every
 * build. The profile {@code fuzz} makes up more.
 */
public class FuzzCorpusTests {

	/** Some inputs once took for ever: far beyond what a slow machine needs. */
	private static final Duration HANGING = Duration.ofSeconds(20);

	@TestFactory
	Stream<DynamicTest> originPatterns() throws Exception {
		return seeds("origin-pattern", OriginPatternFuzzer::fuzzerTestOneInput);
	}

	@TestFactory
	Stream<DynamicTest> requestOrigins() throws Exception {
		return seeds("request-origin", RequestOriginFuzzer::fuzzerTestOneInput);
	}

	@TestFactory
	Stream<DynamicTest> requestHeaders() throws Exception {
		return seeds("request-headers", RequestHeadersFuzzer::fuzzerTestOneInput);
	}

	private static Stream<DynamicTest> seeds(String target, Consumer<byte[]> fuzzer)
			throws IOException, URISyntaxException {
		URL directory = Objects.requireNonNull(FuzzCorpusTests.class.getResource("/fuzz/" + target), target);
		try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
			List<Path> seeds = files.sorted().toList();
			return seeds.stream()
				.map((seed) -> DynamicTest.dynamicTest(String.valueOf(seed.getFileName()),
						() -> assertTimeoutPreemptively(HANGING, () -> fuzzer.accept(Files.readAllBytes(seed)))));
		}
	}

}
