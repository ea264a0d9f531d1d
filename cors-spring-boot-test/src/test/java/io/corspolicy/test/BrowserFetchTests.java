package io.corspolicy.test;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fetches from a server over the network.
 */
class BrowserFetchTests {

	private static final String ORIGIN = "https://app.example.com";

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	@BeforeEach
	void script() {
		this.server.answer(
				List.of("204", "Access-Control-Allow-Origin: " + ORIGIN, "Access-Control-Allow-Methods: PUT",
						"Access-Control-Allow-Headers: X-Trace"),
				List.of("200", "Access-Control-Allow-Origin: " + ORIGIN, "", "read me"));
	}

	private Fetcher api() {
		return BrowserFetch.from(ORIGIN).to(this.server.origin());
	}

	@Test
	void simpleRequestIsNotPreflighted() {
		assertThat(api().get("/items?page=2")).isReadable().wasNotPreflighted().hasStatus(200).hasText("read me");
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.server.lastRequest().target()).isEqualTo("/items?page=2");
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo(ORIGIN);
	}

	@Test
	void preflightAsksForMethodAndHeaders() {
		assertThat(api().put("/items/1").header("X-Trace", "1").body("{}")).isReadable().wasPreflighted();
		ScriptedServer.Request preflight = this.server.requests().get(0);
		assertThat(preflight.method()).isEqualTo("OPTIONS");
		assertThat(preflight.value("Origin")).isEqualTo(ORIGIN);
		assertThat(preflight.value("Access-Control-Request-Method")).isEqualTo("PUT");
		assertThat(preflight.value("Access-Control-Request-Headers")).isEqualTo("x-trace");
		assertThat(preflight.value("X-Trace")).isNull();
		assertThat(preflight.body()).isEmpty();
		assertThat(this.server.lastRequest().method()).isEqualTo("PUT");
		assertThat(this.server.lastRequest().value("X-Trace")).isEqualTo("1");
		assertThat(this.server.lastRequest().body()).isEqualTo("{}");
	}

	@Test
	void pathsAreAppendedToTheBaseUrl() {
		Fetcher shop = BrowserFetch.from(ORIGIN).to(this.server.origin() + "/shop/");
		shop.get("/items").send();
		assertThat(this.server.lastRequest().target()).isEqualTo("/shop/items");
		api().get("//items/./a/../b c").send();
		assertThat(this.server.lastRequest().target()).isEqualTo("//items/b%20c");
		api().get("/").send();
		assertThat(this.server.lastRequest().target()).isEqualTo("/");
	}

	@Test
	void everyAssertionSendsAnew() {
		BrowserFetch fetch = api().get("/");
		assertThat(fetch).isReadable();
		assertThat(fetch).isReadable();
		assertThat(this.server.requests()).hasSize(2);
		FetchResult result = fetch.send();
		assertThat(result).isReadable();
		assertThat(result).isReadable();
		assertThat(this.server.requests()).hasSize(3);
	}

}
