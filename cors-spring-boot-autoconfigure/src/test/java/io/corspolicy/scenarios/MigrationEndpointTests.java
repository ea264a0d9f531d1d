package io.corspolicy.scenarios;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.corspolicy.test.BrowserFetch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.InputStreamResource;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint's migration over HTTP, on a server of either stack; and the application
 * that was migrated.
 */
class MigrationEndpointTests {

	private static final String APP = "https://app.example.com";

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource
	void whatItAnswersStartsAndAnswersAlike(Stack stack) throws Exception {
		String yaml;
		try (ConfigurableApplicationContext before = stack.builder(AnnotatedItems.class, stack.mappings).run()) {
			String body = get(before, "/actuator/cors/migration");
			yaml = JsonPath.read(body, "$.yaml");
			List<Map<String, Object>> mechanisms = JsonPath.read(body, "$.mechanisms");
			assertThat(mechanisms).allSatisfy(
					(mechanism) -> assertThat(mechanism).containsOnlyKeys("kind", "source", "policies", "differences"));
			assertThat(mechanisms).extracting((mechanism) -> mechanism.get("kind"))
				.containsExactly("cors-mappings", "cross-origin", "cross-origin");
			assertThat(mechanisms).extracting((mechanism) -> mechanism.get("source"))
				.containsExactly(stack.mappings.getName(), AnnotatedItems.class.getName() + "#plain",
						AnnotatedItems.class.getName() + "#remove");
			assertThat(JsonPath.<List<String>>read(body, "$.mechanisms[0].policies")).contains("all");
			assertThat(get(before, "/actuator/cors/migration")).isEqualTo(body);
			String part = get(before, "/actuator/cors/mechanisms?q=cross&offset=1&limit=1");
			assertThat(JsonPath.<List<String>>read(part, "$.mechanisms[*].source"))
				.containsExactly(AnnotatedItems.class.getName() + "#remove");
			assertThat(JsonPath.<Integer>read(part, "$.total")).isEqualTo(3);
			assertThat(JsonPath.<Integer>read(part, "$.matching")).isEqualTo(2);
			assertThat(JsonPath.<String>read(part, "$.yaml")).isEqualTo(yaml);
			assertAnswers(before, false);
		}
		try (ConfigurableApplicationContext after = stack.builder(PlainItems.class)
			.initializers(new Loaded(yaml))
			.run()) {
			assertAnswers(after, true);
			assertThat(get(after, "/actuator/cors/migration")).isEqualTo("{\"yaml\":\"\",\"mechanisms\":[]}");
		}
	}

	private static void assertAnswers(ConfigurableApplicationContext context, boolean migrated) throws IOException {
		String server = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
		assertThat(BrowserFetch.from(APP).to(server).delete("/api/items")).wasPreflighted().isReadable();
		assertThat(BrowserFetch.from("https://other.example.com").to(server).get("/api/plain")).isReadable();
		assertThat(BrowserFetch.from("https://evil.example").to(server).delete("/api/items")).isBlocked();
		assertThat(migrated).isEqualTo(context.getEnvironment().containsProperty("cors.policies.all.paths[0]"));
	}

	private String get(ConfigurableApplicationContext context, String target) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
			.timeout(Duration.ofSeconds(30))
			.build();
		HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	/**
	 * What the endpoint wrote, as the application's file.
	 *
	 * @param yaml the text
	 */
	private record Loaded(String yaml) implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			try (InputStream stream = new ByteArrayInputStream(this.yaml.getBytes(StandardCharsets.UTF_8))) {
				new YamlPropertySourceLoader().load("migrated", new InputStreamResource(stream))
					.forEach(context.getEnvironment().getPropertySources()::addLast);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A server.
	 */
	enum Stack {

		TOMCAT(WebApplicationType.SERVLET, EndpointTests.TomcatConfiguration.class, MvcMappings.class),

		NETTY(WebApplicationType.REACTIVE, EndpointTests.NettyConfiguration.class, WebFluxMappings.class);

		private final WebApplicationType type;

		private final Class<?> configuration;

		private final Class<?> mappings;

		Stack(WebApplicationType type, Class<?> configuration, Class<?> mappings) {
			this.type = type;
			this.configuration = configuration;
			this.mappings = mappings;
		}

		SpringApplicationBuilder builder(Class<?>... more) {
			List<Class<?>> sources = new ArrayList<>(List.of(Application.class, this.configuration));
			sources.addAll(List.of(more));
			return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(this.type)
				.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
						"logging.level.root=off", "management.endpoints.web.exposure.include=cors",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS + ","
								+ String.join(",", EndpointTests.OTHER_SERVERS));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class MvcMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.servlet.config.annotation.CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://other.example.com");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebFluxMappings implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://other.example.com");
		}

	}

	@RestController
	static class AnnotatedItems {

		@DeleteMapping("/api/items")
		@CrossOrigin(APP)
		String remove() {
			return "removed";
		}

		@GetMapping("/api/plain")
		@CrossOrigin("https://other.example.com")
		String plain() {
			return "plain";
		}

	}

	@RestController
	static class PlainItems {

		@DeleteMapping("/api/items")
		String remove() {
			return "removed";
		}

		@GetMapping("/api/plain")
		String plain() {
			return "plain";
		}

	}

}
