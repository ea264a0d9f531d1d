package io.corspolicy.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java of the guide's page is quoted from the sample and from these tests.
 */
class FleetPageTests {

	private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

	@Test
	void javaIsQuoted() throws IOException {
		List<String> sources = Stream.of("../../cors-sample-app/src/main/java", "src/test/java")
			.flatMap(FleetPageTests::files)
			.map(FleetPageTests::read)
			.toList();
		List<String> quotations = JAVA.matcher(read(Path.of("../../docs/fleet.md")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.flatMap((snippet) -> Stream.of(snippet.split("(?m)^\\s*// \\.\\.\\.$")))
			.toList();
		assertThat(quotations).hasSizeGreaterThan(4)
			.allSatisfy((quotation) -> assertThat(sources).as(quotation)
				.anyMatch((source) -> uniform(source).contains(uniform(quotation))));
	}

	private static String uniform(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	private static Stream<Path> files(String directory) {
		try (Stream<Path> files = Files.walk(Path.of(directory))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
