package io.corspolicy.test;

import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fetches from an application behind a {@link WebTestClient}.
 */
class WebTestClientTests {

	private static final String ORIGIN = "https://app.example.com";

	private final WebTestClient client = WebTestClient.bindToController(new Items()).webFilter((exchange, chain) -> {
		exchange.getResponse().getHeaders().add("X-Line", "1");
		exchange.getResponse().getHeaders().add("X-Line", "2");
		return chain.filter(exchange);
	}).build();

	private final Fetcher api = BrowserFetch.from(ORIGIN).to(this.client);

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
	void endlessStream() {
		assertThat(this.api.get("/stream")).isReadable().hasText("");
	}

	@Test
	void otherServersAreOutOfReach() {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.api.get("/away").send())
			.withStackTraceContaining("https://elsewhere.example");
	}

	@Test
	void boundToAServer() throws Exception {
		try (ScriptedServer server = new ScriptedServer(); ScriptedServer other = new ScriptedServer()) {
			server.answer(List.of("204", "Access-Control-Allow-Origin: " + ORIGIN, "Access-Control-Allow-Methods: PUT"),
					List.of("307", "Access-Control-Allow-Origin: " + ORIGIN, "Location: " + other.origin()));
			other.answer("200", "Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: *", "", "done");
			WebTestClient bound = WebTestClient.bindToServer().baseUrl(server.origin() + "/shop").build();
			FetchResult result = BrowserFetch.from(ORIGIN).to(bound).put("/a%20b?c={d}").body("x").send();
			assertThat(result).isReadable().hasText("done");
			assertThat(server.lastRequest().target()).isEqualTo("/shop/a%20b?c=%7Bd%7D");
			assertThat(server.lastRequest().value("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
			assertThat(server.lastRequest().body()).isEqualTo("x");
			assertThat(other.lastRequest().value("Origin")).isEqualTo("null");
			server.answer("200");
			assertThat(BrowserFetch.from(server.origin()).to(bound).get("/own").send().type())
				.isEqualTo(ResponseType.BASIC);
		}
	}

	@Test
	void bytesHaveNoContentType() throws Exception {
		try (ScriptedServer server = new ScriptedServer()) {
			server.answer("200", "Access-Control-Allow-Origin: *");
			WebTestClient bound = WebTestClient.bindToServer().baseUrl(server.origin()).build();
			assertThat(BrowserFetch.from(ORIGIN).to(bound).post("/").body(new byte[] { 'x' })).isReadable();
			assertThat(server.lastRequest().value("Content-Type")).isNull();
		}
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
		Mono<String> show(@RequestParam String id, @CookieValue(defaultValue = "none") String flavour) {
			return Mono.just(id + " " + flavour);
		}

		@GetMapping("/private")
		String url(ServerHttpRequest request) {
			return request.getURI().toString();
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		@CrossOrigin(ORIGIN)
		Flux<String> stream() {
			return Flux.concat(Flux.just("first"), Flux.never());
		}

		@GetMapping("/away")
		@CrossOrigin(ORIGIN)
		ResponseEntity<Void> away() {
			return ResponseEntity.status(302).header("Location", "https://elsewhere.example").build();
		}

	}

}
