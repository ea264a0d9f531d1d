package io.corspolicy.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests that {@code SECURITY.md} names are there.
 */
class SecurityPromisesTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT))(?:#(\\w+))?`");

	@Test
	void everyPromiseHasItsTest() throws IOException {
		String text = Files.readString(Path.of("..", "SECURITY.md"));
		String promises = text.substring(text.indexOf("## What is promised"), text.indexOf("## What is not"));
		List<String> items = List.of(promises.split("\n- ")).stream().skip(1).toList();
		assertThat(items).hasSizeGreaterThan(8).allSatisfy((item) -> assertThat(item).containsPattern(TEST));
		for (MatchResult test : TEST.matcher(promises).results().toList()) {
			assertThat(source(test.group(1))).as(test.group(1))
				.contains((test.group(2) != null) ? "void " + test.group(2) + "(" : "class ");
		}
	}

	private static String source(String name) throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
			Path file = files.filter((path) -> path.endsWith(name + ".java"))
				.findFirst()
				.orElseThrow(() -> new AssertionError("No test " + name));
			return Files.readString(file);
		}
	}

}
