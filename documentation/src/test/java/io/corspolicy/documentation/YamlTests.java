package io.corspolicy.documentation;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.corspolicy.engine.InvalidPolicyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every YAML snippet starts, with each of its profiles too.
 */
@ExtendWith(OutputCaptureExtension.class)
class YamlTests {

	private static final Pattern POLICIES = Pattern.compile("^cors[.:]", Pattern.MULTILINE);

	private static final Pattern PROFILE = Pattern.compile("on-profile: (\\S+)");

	static Stream<Snippet> accepted() {
		return Snippet.all("yaml").filter((snippet) -> !snippet.refused());
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void starts(Snippet snippet) {
		assertThat(yaml(snippet).failure()).isNull();
		for (String profile : profiles(snippet)) {
			assertThat(yaml(snippet).property("spring.profiles.active=" + profile).failure()).as(profile).isNull();
		}
		if (POLICIES.matcher(snippet.text()).find()) {
			assertThat(yaml(snippet).policies()).isNotEmpty();
		}
	}

	@Test
	void theReportIsAsShown(CapturedOutput output) throws MalformedURLException {
		Page page = Page.of("docs/startup-errors.md");
		Snippet yaml = page.snippets("How it is reported", "yaml").get(0);
		Snippet report = page.snippets("How it is reported", "").get(0);
		assertThat(yaml.refused()).isTrue();
		ResourceLoader files = new DefaultResourceLoader(URLClassLoader.newInstance(
				new URL[] { new URL(Started.write("application.yml", yaml.text())) }, getClass().getClassLoader()));
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> new SpringApplicationBuilder(Shop.class).resourceLoader(files)
				.run("--spring.main.web-application-type=servlet", "--server.port=0",
						"--logging.level.org.springframework.boot.diagnostics=error"));
		assertThat(output).contains(report.text());
	}

	private static Started yaml(Snippet snippet) {
		return new Started().file("application.yml", snippet.text());
	}

	private static List<String> profiles(Snippet snippet) {
		return PROFILE.matcher(snippet.text()).results().map((MatchResult match) -> match.group(1)).distinct().toList();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
