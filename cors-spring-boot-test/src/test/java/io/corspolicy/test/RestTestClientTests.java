package io.corspolicy.test;

import java.io.UncheckedIOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Fetches from an application behind a {@link RestTestClient}.
 */
class RestTestClientTests {

	private static final String ORIGIN = "https://app.example.com";

	private static AnnotationConfigWebApplicationContext context;

	private RestTestClient client;

	private Fetcher api;

	@BeforeAll
	static void start() {
		context = new AnnotationConfigWebApplicationContext();
		context.setServletContext(new MockServletContext());
		context.register(MockMvcTests.WebMvc.class, Items.class);
		context.refresh();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void open() {
		this.client = RestTestClient.bindToApplicationContext(context).build();
		this.api = BrowserFetch.from(ORIGIN).to(this.client);
	}

	@Test
	void preflightThenRequest() {
		assertThat(this.api.put("/items?id=7").header("X-Trace", "1").body("cone").withCredentials()).wasPreflighted()
			.isReadable()
			.hasStatus(200)
			.hasText("7 cone")
			.hasReadableHeader("X-Total-Count", "3");
		assertThat(this.api.put("/items?id=7").header("X-Trace", "1").withCredentials()).wasNotPreflighted();
	}

	@Test
	void refused() {
		assertThat(this.api.put("/items").header("X-Other", "1")).isBlockedAt(FetchPhase.PREFLIGHT);
		assertThat(this.api.get("/private")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING)
			.isBlockedAt(FetchPhase.ACTUAL);
	}

	@Test
	void cookies() {
		assertThat(this.api.get("/items?id=1").cookie("flavour", "lemon").withCredentials()).hasText("1 lemon");
		assertThat(this.api.get("/items?id=1").cookie("flavour", "lemon")).hasText("1 none");
	}

	@Test
	void ownOrigin() {
		assertThat(BrowserFetch.from("http://localhost").to(this.client).get("/private"))
			.hasText("http://localhost/private");
		assertThat(
				BrowserFetch.from("https://api.example.com").to(this.client, "https://api.example.com").get("/private"))
			.hasText("https://api.example.com/private");
	}

	@Test
	void otherServersAreOutOfReach() {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.api.get("/away").send())
			.withStackTraceContaining("https://elsewhere.example");
	}

	@Test
	void boundToAServer() throws Exception {
		try (ScriptedServer server = new ScriptedServer()) {
			server.answer(List.of("204", "Access-Control-Allow-Origin: " + ORIGIN, "Access-Control-Allow-Methods: PUT"),
					List.of("200", "Access-Control-Allow-Origin: " + ORIGIN, "", "done"));
			RestTestClient bound = RestTestClient.bindToServer().baseUrl(server.origin() + "/shop").build();
			assertThat(BrowserFetch.from(ORIGIN).to(bound).put("/a%20b?c={d}").body("x")).isReadable().hasText("done");
			assertThat(server.lastRequest().target()).isEqualTo("/shop/a%20b?c=%7Bd%7D");
			assertThat(server.lastRequest().value("Origin")).isEqualTo(ORIGIN);
			assertThat(server.lastRequest().body()).isEqualTo("x");
		}
	}

	@Test
	void anythingElseIsRefused() {
		Object other = new Items();
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserFetch.from(ORIGIN).to(other))
			.withMessageContaining("RestTestClient")
			.withMessageContaining(Items.class.getName());
	}

	@RestController
	static class Items {

		@PutMapping("/items")
		@CrossOrigin(origins = ORIGIN, allowedHeaders = "X-Trace", exposedHeaders = "X-Total-Count",
				allowCredentials = "true")
		ResponseEntity<String> change(@RequestParam String id, @RequestBody(required = false) String body) {
			return ResponseEntity.ok().header("X-Total-Count", "3").body(id + " " + body);
		}

		@GetMapping("/items")
		@CrossOrigin(origins = ORIGIN, allowCredentials = "true")
		String show(@RequestParam String id, @CookieValue(defaultValue = "none") String flavour) {
			return id + " " + flavour;
		}

		@GetMapping("/private")
		String url(HttpServletRequest request) {
			return request.getRequestURL().toString();
		}

		@GetMapping("/away")
		@CrossOrigin(ORIGIN)
		ResponseEntity<Void> away() {
			return ResponseEntity.status(302).header("Location", "https://elsewhere.example").build();
		}

	}

}
