package io.corspolicy.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.test.BlockReason;
import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.FetchPhase;
import io.corspolicy.test.Fetcher;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's test of the README's policy.
 */
@SpringBootTest(properties = { "spring.main.banner-mode=off", "logging.level.root=off" })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestingYourPoliciesTests.PolicyOfTheReadme.class)
class TestingYourPoliciesTests {

	private static final Path README = Path.of("..", "README.md");

	private static final Path GUIDE = Path.of("..", "docs", "testing.md");

	private static final Path SOURCE = Path.of("src", "test", "java", "io", "corspolicy", "readme",
			"TestingYourPoliciesTests.java");

	@Autowired
	private MockMvc mockMvc;

	@Test
	void asInTheGuide() {
		Fetcher page = BrowserFetch.from("https://app.example.com").to(this.mockMvc);
		assertThat(page.put("/api/orders/7").header("X-Trace", "1").withCredentials()).wasPreflighted()
			.isReadable()
			.hasReadableHeader("X-Total-Count");
		assertThat(page.patch("/api/orders/7")).isBlockedAt(FetchPhase.PREFLIGHT);

		Fetcher stranger = BrowserFetch.from("https://elsewhere.example").to(this.mockMvc);
		assertThat(stranger.get("/api/orders/7")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING);
	}

	@Test
	void guideShowsThisTest() throws IOException {
		String snippet = block(GUIDE, "java", "## A test").replaceAll("(?m)^(?=.)", "\t\t");
		assertThat(Files.readString(SOURCE)).contains(snippet);
	}

	/** The first block of a language behind a heading. */
	private static String block(Path page, String language, String heading) throws IOException {
		String text = Files.readString(page);
		Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
		assertThat(matcher.find(text.indexOf(heading))).as("%s behind '%s'", language, heading).isTrue();
		return matcher.group(1);
	}

	static class PolicyOfTheReadme implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			try {
				byte[] policy = block(README, "yaml", "# CORS for Spring Boot").getBytes(StandardCharsets.UTF_8);
				new YamlPropertySourceLoader().load("README.md", new ByteArrayResource(policy))
					.forEach(context.getEnvironment().getPropertySources()::addLast);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.csrf(AbstractHttpConfigurer::disable).build();
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	@RestController
	@RequestMapping("/api/orders/{id}")
	static class Orders {

		@GetMapping
		String show() {
			return "an order";
		}

		@PutMapping
		ResponseEntity<Void> change() {
			return ResponseEntity.noContent().header("X-Total-Count", "1").build();
		}

		@PatchMapping
		void amend() {
			throw new AssertionError("The policy does not allow PATCH");
		}

	}

}
