package io.corspolicy.sample;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the {@code curl} requests of the guide to the packaged application, and compares
 * the answers with those printed there.
 */
class PackagedSampleIT {

	@ParameterizedTest(name = "{0}, cors.debug={1}")
	@CsvSource({ "servlet,false", "servlet,true", "reactive,false", "reactive,true" })
	void answersAsTheGuideSays(String stack, boolean debug) throws Exception {
		new SampleProcess("%s-debug-%s".formatted(stack, debug), "-jar", "target/cors-sample-app.jar",
				"--spring.main.web-application-type=" + stack)
			.answersAsTheGuideSays(debug);
	}

	@Test
	void answersTheSameWhenProcessedAheadOfTime() throws Exception {
		SampleProcess sample = new SampleProcess("ahead-of-time", "-Dspring.aot.enabled=true", "-jar",
				"target/cors-sample-app.jar");
		sample.answersAsTheGuideSays(false);
		assertThat(sample.log()).content().contains("AOT-processed");
	}

	@Test
	void answersTheSameFromAnArchiveOfClasses() throws Exception {
		new SampleProcess("extraction", "-Djarmode=tools", "-jar", "target/cors-sample-app.jar", "extract", "--force",
				"--destination", "target/extracted")
			.run();
		String jar = "target/extracted/cors-sample-app.jar";
		new SampleProcess("archive", "-XX:ArchiveClassesAtExit=target/extracted/classes.jsa",
				"-Dspring.context.exit=onRefresh", "-jar", jar)
			.run();
		Path loaded = Path.of("target/packaged-archive-loaded.log");
		new SampleProcess("archived", "-XX:SharedArchiveFile=target/extracted/classes.jsa",
				"-Xlog:class+load:file=" + loaded, "-jar", jar)
			.answersAsTheGuideSays(false);
		assertThat(Files.readAllLines(loaded))
			.anyMatch((line) -> line.contains("io.corspolicy.registry.CorsPolicyRegistry source: shared objects file"));
	}

}
