package io.corspolicy.sample;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootVersion;

/**
 * What {@link PackagedSampleIT} does, with the sample's classes on this test's own class
 * path: that of another line of Spring Boot, whose module below {@code compatibility}
 * runs it.
 */
class SampleOnOtherLinesIT {

	@ParameterizedTest(name = "{0}, cors.debug={1}")
	@CsvSource({ "servlet,false", "servlet,true", "reactive,false", "reactive,true" })
	void answersAsTheGuideSays(String stack, boolean debug) throws Exception {
		new SampleProcess("boot-%s-%s-debug-%s".formatted(SpringBootVersion.getVersion(), stack, debug), "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName(),
				"--spring.main.web-application-type=" + stack)
			.answersAsTheGuideSays(debug);
	}

}
