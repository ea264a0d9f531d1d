package io.corspolicy.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import io.corspolicy.scenarios.CompatibilityLine;
import io.corspolicy.scenarios.CompatibilityLine.Server;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the guide's table of what the library runs on to what the compatibility lane
 * runs.
 */
class WhereItRunsTests {

	private static final Path ROOT = Path.of("..");

	@Test
	void theGuideSaysWhatIsRun() throws IOException {
		String table = CompatibilityLine.all().stream().map(WhereItRunsTests::row).collect(Collectors.joining("\n"));
		assertThat(Files.readString(ROOT.resolve("docs/compatibility.md")))
			.contains("| Spring Boot | servers | Java |\n|---|---|---|\n" + table + "\n\n");
	}

	@Test
	void everyLineHasItsModule() throws IOException {
		Path modules = ROOT.resolve("compatibility");
		String aggregator = Files.readString(modules.resolve("pom.xml"));
		List<CompatibilityLine> lines = CompatibilityLine.all();
		assertThat(aggregator.split("<module>boot-")).hasSize(lines.size() + 1);
		for (CompatibilityLine line : lines) {
			String module = "boot-" + line.version().replaceFirst("\\.\\d+$", "");
			assertThat(aggregator).contains("<module>" + module + "</module>");
			assertThat(modules.resolve(module).resolve("pom.xml")).content()
				.contains("<spring-boot.version>" + line.version() + "</spring-boot.version>");
		}
	}

	private static String row(CompatibilityLine line) {
		return "| %s | %s | %s |".formatted(line.version(),
				line.servers().stream().map(Server::title).collect(Collectors.joining(", ")),
				line.jdks().stream().map(String::valueOf).collect(Collectors.joining(", ")));
	}

}
