package io.corspolicy.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import io.corspolicy.sample.SampleApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies in files that a ConfigMap mounts: read anew when Spring Cloud Context
 * refreshes the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class MountedFileTests {

	private static final String YAML = """
			cors:
			  policies:
			    live:
			      paths: [/live]
			      allowed-origins: ['%s']
			""";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path files;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path values;

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void filesAreReadAnew(String stack, CapturedOutput output) throws Exception {
		MountedFile file = new MountedFile(this.files, "live.yml", YAML.formatted("https://one.example"));
		Path maxAge = this.values.resolve("cors.policies.live.max-age");
		Files.writeString(maxAge, "10s");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class).run(
				"--server.port=0", "--sample.page-port=0", "--spring.main.web-application-type=" + stack,
				"--spring.config.import=file:" + file + ",configtree:" + this.values + "/",
				"--spring.cloud.bus.enabled=false")) {
			ContextRefresher refresher = context.getBean(ContextRefresher.class);
			assertThat(maxAge(context, "https://one.example")).isEqualTo("10");
			file.replace(YAML.formatted("https://two.example"));
			Files.writeString(maxAge, "20s");
			assertThat(maxAge(context, "https://one.example")).isEqualTo("10");
			assertThat(refresher.refresh()).contains("cors.policies.live.allowed-origins[0]",
					"cors.policies.live.max-age");
			assertThat(maxAge(context, "https://one.example")).isEmpty();
			assertThat(maxAge(context, "https://two.example")).isEqualTo("20");
			file.replace(YAML.formatted("https://three.example/"));
			refresher.refresh();
			assertThat(output).contains("The CORS policies stay as they are", file.toString(),
					"https://three.example/");
			assertThat(maxAge(context, "https://two.example")).isEqualTo("20");
		}
	}

	/** What an answer to a preflight says, or an empty string where it is refused. */
	private static String maxAge(ConfigurableApplicationContext context, String origin)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/live"))
				.method("OPTIONS", BodyPublishers.noBody())
				.header("Origin", origin)
				.header("Access-Control-Request-Method", "GET")
				.build(), BodyHandlers.ofString());
		return response.headers().firstValue("Access-Control-Max-Age").orElse("");
	}

}
