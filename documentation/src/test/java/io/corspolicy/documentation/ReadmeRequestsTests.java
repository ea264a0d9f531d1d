package io.corspolicy.documentation;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of the README, and the guide's question about its policy, sent to an
 * application that has it.
 */
class ReadmeRequestsTests {

	private static final Page README = Page.of("README.md");

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext shop;

	@BeforeAll
	static void start() throws IOException {
		Path directory = Files.createDirectories(Path.of("target", "shop"));
		Files.writeString(directory.resolve("application.yml"),
				README.snippets("CORS for Spring Boot", "yaml").get(0).text());
		shop = new SpringApplicationBuilder(Shop.class).run("--server.port=0", "--server.address=127.0.0.1",
				"--spring.main.web-application-type=servlet", "--spring.main.banner-mode=off",
				"--management.endpoints.web.exposure.include=cors",
				"--spring.config.location=" + directory.toAbsolutePath().toUri());
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@Test
	void theFirstRequest() throws Exception {
		String snippet = README.snippets("Install", "console").get(0).text().replace("\\\n", "");
		List<String> lines = snippet.lines().toList();
		HttpResponse<String> response = send(lines.get(0));
		Map<String, String> expected = new TreeMap<>();
		lines.subList(2, lines.size())
			.forEach((line) -> expected.put(line.split(": ")[0].toLowerCase(Locale.ROOT), line.split(": ")[1]));
		Map<String, String> actual = new TreeMap<>();
		response.headers().map().forEach((name, values) -> {
			if (name.startsWith("access-control-") || name.equals("vary")) {
				actual.put(name, String.join(", ", values));
			}
		});
		assertThat(lines.get(1)).isEqualTo("HTTP/1.1 " + response.statusCode());
		assertThat(actual).isEqualTo(expected);
	}

	@Test
	void theQuestion() throws Exception {
		List<String> lines = README.snippets("When it is blocked", "console").get(0).text().lines().toList();
		assertThat(lines.get(0)).endsWith(" | jq -r .hint");
		HttpResponse<String> response = send(lines.get(0).replace(" | jq -r .hint", ""));
		assertThat(JsonMapper.shared().readTree(response.body()).get("hint").asString()).isEqualTo(lines.get(1));
	}

	/** With a name and a password in the guide, because an application asks for them. */
	@Test
	void theQuestionOfTheGuide() throws Exception {
		Page page = Page.of("docs/troubleshooting.md");
		String question = page.snippets("Ask the endpoint", "sh").get(0).text().replace("\\\n", "");
		StringBuilder query = new StringBuilder();
		Matcher parameter = Pattern.compile("-d (\\w+)=(\\S+)").matcher(question);
		while (parameter.find()) {
			query.append((query.isEmpty()) ? "?" : "&")
				.append(parameter.group(1))
				.append("=")
				.append(URLEncoder.encode(parameter.group(2), StandardCharsets.UTF_8));
		}
		JsonNode answer = JsonMapper.shared()
			.readTree(send("$ curl 'http://localhost:8080/actuator/cors/explain" + query + "'").body());
		ObjectNode expected = (ObjectNode) JsonMapper.shared()
			.readTree(page.snippets("Ask the endpoint", "json").get(0).text());
		assertThat(question).endsWith("| jq '{verdict, policy, deciding, hint}'\n");
		for (String field : List.of("verdict", "policy", "hint")) {
			assertThat(answer.get(field)).isEqualTo(expected.get(field));
		}
		JsonNode deciding = answer.get("deciding").get(0);
		JsonNode shown = expected.get("deciding").get(0);
		assertThat(answer.get("deciding").size()).isEqualTo(expected.get("deciding").size());
		assertThat(deciding.get("attribute")).isEqualTo(shown.get("attribute"));
		assertThat(deciding.get("value")).isEqualTo(shown.get("value"));
		// The file is elsewhere here, and its line and column are the same.
		assertThat(shown.get("writtenAt").asString()).startsWith("class path resource [application.yml] - ");
		assertThat(deciding.get("writtenAt").asString())
			.endsWith(shown.get("writtenAt").asString().replaceFirst(".* - ", " - "));
	}

	/** What the README tells to send with curl. */
	private static HttpResponse<String> send(String command) throws IOException, InterruptedException {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		Matcher url = Pattern.compile("http://localhost:8080([^\\s']*)").matcher(command);
		assertThat(url.find()).as(command).isTrue();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + url.group(1)));
		Matcher method = Pattern.compile("-X (\\w+)").matcher(command);
		request.method(method.find() ? method.group(1) : "GET", BodyPublishers.noBody());
		Matcher header = Pattern.compile("-H '([^:]*): ([^']*)'").matcher(command);
		while (header.find()) {
			request.header(header.group(1), header.group(2));
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.csrf(AbstractHttpConfigurer::disable).build();
		}

	}

}
