package io.corspolicy.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Fetches from an application behind {@link MockMvc}.
 */
class MockMvcTests {

	private static final String ORIGIN = "https://app.example.com";

	private static final Filter LINES = new OncePerRequestFilter() {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			response.addHeader("X-Line", "1");
			response.addHeader("X-Line", "2");
			chain.doFilter(request, response);
		}

	};

	private static AnnotationConfigWebApplicationContext context;

	private MockMvc mockMvc;

	private Fetcher api;

	@BeforeAll
	static void start() {
		context = new AnnotationConfigWebApplicationContext();
		context.setServletContext(new MockServletContext());
		context.register(WebMvc.class, Items.class);
		context.refresh();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void openPage() {
		this.mockMvc = MockMvcBuilders.webAppContextSetup(context).addFilters(LINES).build();
		this.api = BrowserFetch.from(ORIGIN).to(this.mockMvc);
	}

	@Test
	void preflightThenRequest() {
		FetchResult result = this.api.put("/items?id=7").header("X-Trace", "1").body("cone").withCredentials().send();
		assertThat(result).wasPreflighted()
			.isReadable()
			.hasStatus(200)
			.hasText("7 cone")
			.hasReadableHeader("X-Total-Count", "3")
			.hasNoReadableHeader("X-Line");
		assertThat(result.exchanges()).hasSize(2);
		assertThat(result.exchanges().get(1).response().headers().values("X-Line")).containsExactly("1", "2");
		assertThat(this.api.put("/items?id=7").header("X-Trace", "1").withCredentials()).wasNotPreflighted();
	}

	@Test
	void refused() {
		assertThat(this.api.put("/items").header("X-Other", "1")).isBlockedAt(FetchPhase.PREFLIGHT);
		assertThat(this.api.get("/private")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING)
			.isBlockedAt(FetchPhase.ACTUAL);
		assertThat(BrowserFetch.from("https://b.example").to(this.mockMvc).get("/items?id=1")).isBlocked();
	}

	@Test
	void cookies() {
		assertThat(this.api.get("/items?id=1").cookie("flavour", "lemon").withCredentials()).hasText("1 lemon");
		assertThat(this.api.get("/items?id=1").cookie("flavour", "lemon")).hasText("1 none");
	}

	@Test
	void form() {
		assertThat(this.api.post("/items").contentType("application/x-www-form-urlencoded").body("id=9")).isReadable()
			.wasNotPreflighted()
			.hasText("9");
	}

	@Test
	void ownOrigin() {
		assertThat(BrowserFetch.from("http://localhost").to(this.mockMvc).get("/private"))
			.hasText("http://localhost/private");
		assertThat(BrowserFetch.from("https://api.example.com")
			.to(this.mockMvc, "https://api.example.com")
			.delete("/private")).hasText("https://api.example.com/private").wasNotPreflighted();
	}

	@Test
	void asynchronous() {
		assertThat(this.api.get("/later")).isReadable().hasText("later");
	}

	@Test
	void endlessStream() {
		assertThat(this.api.get("/stream")).isReadable().hasReadableHeader("Content-Type", "text/event-stream");
	}

	@Test
	void whatNobodyHandlesIsThrown() {
		assertThatIllegalStateException().isThrownBy(() -> this.api.get("/broken").send())
			.withRootCauseInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void otherServersAreOutOfReach() {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.api.get("/away").send())
			.withRootCauseInstanceOf(IOException.class)
			.withStackTraceContaining("https://elsewhere.example");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class WebMvc {

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

		@PostMapping("/items")
		@CrossOrigin(ORIGIN)
		String add(@RequestParam String id) {
			return id;
		}

		@GetMapping("/private")
		String url(HttpServletRequest request) {
			return request.getRequestURL().toString();
		}

		@DeleteMapping("/private")
		String remove(HttpServletRequest request) {
			return request.getRequestURL().toString();
		}

		@GetMapping("/later")
		@CrossOrigin(ORIGIN)
		Callable<String> later() {
			return () -> "later";
		}

		@GetMapping("/stream")
		@CrossOrigin(ORIGIN)
		SseEmitter stream() throws IOException {
			SseEmitter emitter = new SseEmitter();
			emitter.send("first");
			return emitter;
		}

		@GetMapping("/broken")
		@CrossOrigin(ORIGIN)
		String broken() {
			throw new UnsupportedOperationException();
		}

		@GetMapping("/away")
		@CrossOrigin(ORIGIN)
		ResponseEntity<Void> away() {
			return ResponseEntity.status(302).header("Location", "https://elsewhere.example").build();
		}

	}

}
