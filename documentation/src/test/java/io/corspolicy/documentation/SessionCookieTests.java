package io.corspolicy.documentation;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recipe for a page with a session cookie and an XSRF token: the guide's policy and
 * the guide's configuration of Spring Security, and what the page gets to see.
 */
class SessionCookieTests {

	private static final Page PAGE = Page.of("docs/spring-security.md");

	private static final String HEADING = "Session cookies";

	private static final String ORIGIN = "https://app.example.com";

	private final HttpClient http = HttpClient.newBuilder().build();

	/**
	 * What a browser keeps; that one would send it back over plain http is of no matter
	 * here.
	 */
	private final Map<String, String> cookies = new TreeMap<>();

	private final List<String> setCookies = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext shop;

	@BeforeEach
	void start() throws IOException, ClassNotFoundException {
		Path directory = Files.createDirectories(Path.of("target", "session-cookies"));
		Files.writeString(directory.resolve("application.yml"), PAGE.snippets(HEADING, "yaml").get(0).text());
		Path source = Files.writeString(directory.resolve("SecurityConfiguration.java"),
				JavaSource.of(PAGE.snippets(HEADING, "java").get(0), "guide"));
		JavaTests.compile(List.of(source), directory.resolve("classes"));
		ClassLoader classLoader = new URLClassLoader(new URL[] { directory.resolve("classes").toUri().toURL() },
				getClass().getClassLoader());
		Class<?> configuration = Class.forName("guide.SecurityConfiguration", true, classLoader);
		Class<?> controller = Class.forName("guide.CsrfController", true, classLoader);
		this.shop = new SpringApplicationBuilder(Shop.class, configuration, controller)
			.resourceLoader(new DefaultResourceLoader(classLoader))
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.web-application-type=servlet",
					"--spring.security.user.name=ada", "--spring.security.user.password=lovelace",
					"--spring.config.location=" + directory.toAbsolutePath().toUri());
	}

	@AfterEach
	void stop() {
		this.shop.close();
	}

	@Test
	void theReadmesPolicyIsTheGuides() {
		assertThat(Page.of("README.md").snippets("Recipes", "yaml")).extracting(Snippet::text)
			.contains(PAGE.snippets(HEADING, "yaml").get(0).text());
	}

	@Test
	void aPageSignsInAndWrites() throws Exception {
		assertThat(send("GET", "/orders", "").statusCode()).isEqualTo(401);
		assertThat(send("POST", "/login?username=ada&password=lovelace", "").statusCode()).isIn(401, 403);

		String token = token();
		assertThat(this.setCookies).anyMatch((cookie) -> cookie.startsWith("XSRF-TOKEN=") && cookie.contains("; Secure")
				&& cookie.contains("; SameSite=None"));
		assertThat(send("POST", "/login?username=ada&password=babbage", token).statusCode()).isEqualTo(401);
		assertThat(send("POST", "/login?username=ada&password=lovelace", token).statusCode()).isEqualTo(204);
		assertThat(this.setCookies).anyMatch((cookie) -> cookie.startsWith("JSESSIONID=") && cookie.contains("; Secure")
				&& cookie.contains("; SameSite=None"));

		assertThat(send("POST", "/orders", "").statusCode()).isEqualTo(403);
		HttpResponse<String> order = send("POST", "/orders", token());
		assertThat(order.statusCode()).isEqualTo(200);
		assertThat(order.body()).isEqualTo("ordered");
	}

	@Test
	void thePreflightIsAllowed() throws Exception {
		HttpRequest preflight = HttpRequest.newBuilder(uri("/orders"))
			.method("OPTIONS", BodyPublishers.noBody())
			.headers("Origin", ORIGIN, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
					"content-type,x-xsrf-token")
			.build();
		assertThat(this.http.send(preflight, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
	}

	private String token() throws Exception {
		JsonNode token = JsonMapper.shared().readTree(send("GET", "/csrf", "").body());
		assertThat(token.get("headerName").asString()).isEqualTo("X-XSRF-TOKEN");
		return token.get("token").asString();
	}

	/** Whatever comes back, the page can read it. */
	private HttpResponse<String> send(String method, String path, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.method(method, BodyPublishers.noBody())
			.header("Origin", ORIGIN);
		if (!this.cookies.isEmpty()) {
			request.header("Cookie",
					this.cookies.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		if (!token.isEmpty()) {
			request.header("X-XSRF-TOKEN", token);
		}
		HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
		assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
		for (String cookie : response.headers().allValues("Set-Cookie")) {
			this.setCookies.add(cookie);
			String[] pair = cookie.split(";")[0].split("=", 2);
			this.cookies.put(pair[0], pair[1]);
			this.cookies.values().removeIf(String::isEmpty);
		}
		return response;
	}

	private URI uri(String path) {
		return URI
			.create("http://127.0.0.1:" + this.shop.getEnvironment().getRequiredProperty("local.server.port") + path);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	@RestController
	static class Orders {

		@PostMapping("/orders")
		String order() {
			return "ordered";
		}

	}

}
