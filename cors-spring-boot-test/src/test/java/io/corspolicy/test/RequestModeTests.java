package io.corspolicy.test;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that do without CORS.
 */
class RequestModeTests {

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	private BrowserFetch fetch(String page, String method, RequestMode mode) {
		return BrowserFetch.from(page).to(this.server.origin()).method(method, "/").mode(mode);
	}

	@Test
	void sameOrigin() {
		assertThat(fetch(this.server.origin(), "PUT", RequestMode.SAME_ORIGIN)).isReadable();
		assertThat(fetch(Script.ORIGIN, "GET", RequestMode.SAME_ORIGIN)).isBlockedBecause(BlockReason.CROSS_ORIGIN)
			.isBlockedAt(FetchPhase.CALL);
		assertThat(this.server.requests()).hasSize(1);
		this.server.answer("302", "Location: http://localhost:" + this.server.port());
		assertThat(fetch(this.server.origin(), "GET", RequestMode.SAME_ORIGIN))
			.isBlockedBecause(BlockReason.CROSS_ORIGIN)
			.isBlockedAt(FetchPhase.ACTUAL);
	}

	@Test
	void noCors() {
		this.server.answer("200", "X-A: 1", "", "secret");
		FetchResult result = fetch(Script.ORIGIN, "GET", RequestMode.NO_CORS).send();
		assertThat(result).isOpaque().wasNotPreflighted();
		assertThat(result.isReadable()).isFalse();
		assertThat(result.isBlocked()).isFalse();
		assertThat(result.status()).isZero();
		assertThat(result.text()).isEmpty();
		assertThat(result.headers().fields()).isEmpty();
		assertThat(this.server.lastRequest().value("Origin")).isNull();
		assertThat(this.server.lastRequest().value("Sec-Fetch-Mode")).isEqualTo("no-cors");
		assertThat(fetch(this.server.origin(), "GET", RequestMode.NO_CORS)).isReadable();
	}

	@Test
	void noCorsSendsWhatIsSafeOnly() {
		assertThat(fetch(Script.ORIGIN, "POST", RequestMode.NO_CORS).header("X-A", "1")
			.header("Accept", "text/html")
			.header("Range", "bytes=0-")
			.contentType("application/json")
			.body("{}")).isOpaque().wasNotPreflighted();
		ScriptedServer.Request request = this.server.lastRequest();
		assertThat(request.value("Origin")).isEqualTo(Script.ORIGIN);
		assertThat(request.value("X-A")).isNull();
		assertThat(request.value("Range")).isNull();
		assertThat(request.value("Accept")).isEqualTo("text/html");
		assertThat(request.value("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
	}

	@Test
	void noCorsKnowsThreeMethods() {
		assertThat(fetch(Script.ORIGIN, "PUT", RequestMode.NO_CORS)).isBlockedBecause(BlockReason.NOT_IN_NO_CORS)
			.isBlockedAt(FetchPhase.CALL);
		assertThat(fetch(Script.ORIGIN, "GET", RequestMode.NO_CORS).redirect(RedirectMode.ERROR))
			.isBlockedBecause(BlockReason.NOT_IN_NO_CORS);
		assertThat(this.server.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			same-origin            | http://localhost:1    | RESOURCE_POLICY at ACTUAL
			same-origin            | http://127.0.0.1:1    | RESOURCE_POLICY at ACTUAL
			same-site              | http://localhost:1    | RESOURCE_POLICY at ACTUAL
			same-site              | http://127.0.0.1:1    | OPAQUE
			same-site              | https://127.0.0.1:1   | OPAQUE
			cross-origin           | http://localhost:1    | OPAQUE
			SAME-ORIGIN            | http://localhost:1    | OPAQUE
			same-origin, same-site | http://localhost:1    | OPAQUE
			""")
	void resourcePolicy(String policy, String page, String outcome) {
		this.server.answer("200", "Cross-Origin-Resource-Policy: " + policy, "Access-Control-Allow-Origin: *");
		assertThat(Script.outcome(fetch(page, "GET", RequestMode.NO_CORS).send())).isEqualTo(outcome);
		assertThat(fetch(page, "GET", RequestMode.CORS)).isReadable();
	}

	@Test
	void secureResourceIsNotOfAnInsecureSite() {
		Transport transport = (request) -> new WireResponse(200,
				HeaderList.empty().with("Cross-Origin-Resource-Policy", "same-site"), new byte[0]);
		assertThat(BrowserFetch.from("http://a.example.com")
			.to(transport, "https://b.example.com")
			.get("/")
			.mode(RequestMode.NO_CORS)).isBlockedBecause(BlockReason.RESOURCE_POLICY);
		assertThat(BrowserFetch.from("https://a.example.com")
			.to(transport, "https://b.example.com")
			.get("/")
			.mode(RequestMode.NO_CORS)).isOpaque();
	}

}
