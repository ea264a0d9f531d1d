package io.corspolicy.test;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of redirects, between two servers.
 */
class RedirectTests {

	private static final String SHARED = "200 / Allow-Origin: * / Allow-Methods: * / Allow-Headers: *";

	@AutoClose
	private final ScriptedServer first = new ScriptedServer();

	@AutoClose
	private final ScriptedServer second = new ScriptedServer();

	@BeforeEach
	void script() {
		this.second.answer(Script.answer(SHARED).toArray(String[]::new));
	}

	private Fetcher api() {
		return BrowserFetch.from(Script.ORIGIN).to(this.first.origin());
	}

	private void redirect(int status, String location) {
		this.first.answer(Script.answer(SHARED),
				Script.answer(status + " / Allow-Origin: ORIGIN / Location: " + location));
	}

	private void redirectToSecond(int status) {
		redirect(status, this.second.origin() + "/there");
	}

	@Test
	void toAnotherOrigin() {
		redirectToSecond(302);
		FetchResult result = api().get("/#part").send();
		assertThat(result).isReadable();
		assertThat(result.url()).isEqualTo(this.second.origin() + "/there");
		assertThat(this.first.lastRequest().value("Origin")).isEqualTo(Script.ORIGIN);
		assertThat(this.second.lastRequest().value("Origin")).isEqualTo("null");
	}

	@Test
	void originIsCheckedAsItWasSent() {
		redirectToSecond(302);
		this.second.answer(Script.answer("200 / Allow-Origin: ORIGIN").toArray(String[]::new));
		assertThat(api().get("/")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_DIFFERS).isBlockedAt(FetchPhase.ACTUAL);
		this.second.answer("200", "Access-Control-Allow-Origin: null");
		assertThat(api().get("/")).isReadable();
	}

	@Test
	void everyHopIsChecked() {
		this.first.answer("302", "Location: " + this.second.origin());
		assertThat(api().get("/")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING);
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void withinOneServer() {
		this.first.answer((request) -> request.target().equals("/there") ? Script.answer("200 / Allow-Origin: ORIGIN")
				: Script.answer("302 / Allow-Origin: ORIGIN / Location: there"));
		assertThat(api().get("/here")).isReadable();
		assertThat(this.first.lastRequest().value("Origin")).isEqualTo(Script.ORIGIN);
	}

	@Test
	void authorizationStaysWithItsServer() {
		this.first.answer(
				(request) -> request.target().equals("/there") ? List.of("200") : List.of("302", "Location: there"));
		String own = this.first.origin();
		assertThat(BrowserFetch.from(own).to(own).get("/here").header("Authorization", "Bearer x")).isReadable();
		assertThat(this.first.lastRequest().target()).isEqualTo("/there");
		assertThat(this.first.lastRequest().value("Authorization")).isEqualTo("Bearer x");
	}

	@Test
	void backToThePagesOwnOriginStaysTainted() {
		this.first.answer(
				List.of("302", "Access-Control-Allow-Origin: " + this.second.origin(),
						"Location: " + this.second.origin() + "/own"),
				List.of("302", "Access-Control-Allow-Origin: " + this.second.origin(),
						"Location: " + this.second.origin() + "/own"));
		this.second.answer("200");
		Fetcher api = BrowserFetch.from(this.second.origin()).to(this.first.origin());
		assertThat(api.get("/")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING);
		assertThat(this.second.lastRequest().value("Origin")).isEqualTo("null");
		this.second.answer("200", "Access-Control-Allow-Origin: null");
		assertThat(api.get("/")).isReadable();
	}

	@Test
	void backToThePagesOwnOriginIsPreflighted() {
		String own = this.second.origin();
		this.first.answer(List.of("204", "Access-Control-Allow-Origin: " + own, "Access-Control-Allow-Methods: PUT"),
				List.of("307", "Access-Control-Allow-Origin: " + own, "Location: " + own));
		this.second.answer("403", "Access-Control-Allow-Origin: null");
		assertThat(BrowserFetch.from(own).to(this.first.origin()).put("/"))
			.isBlockedBecause(BlockReason.PREFLIGHT_STATUS);
		assertThat(this.second.lastRequest().isPreflight()).isTrue();
	}

	@Test
	void fromThePagesOwnOriginIsNotTainted() {
		this.first.answer("307", "Location: " + this.second.origin());
		this.second.answer("200", "Access-Control-Allow-Origin: " + this.first.origin(),
				"Access-Control-Allow-Methods: PUT");
		assertThat(BrowserFetch.from(this.first.origin()).to(this.first.origin()).put("/").body("x")).isReadable()
			.wasPreflighted();
		assertThat(this.second.lastRequest().value("Origin")).isEqualTo(this.first.origin());
		assertThat(this.second.lastRequest().body()).isEqualTo("x");
	}

	/** As Chromium does; Firefox and WebKit send a second preflight here. */
	@Test
	void authorizationIsLeftBehind() {
		redirectToSecond(302);
		this.first.answer(Script.answer("204 / Allow-Origin: ORIGIN / Allow-Headers: Authorization"),
				Script.answer("302 / Allow-Origin: ORIGIN / Location: " + this.second.origin()));
		assertThat(api().get("/").header("Authorization", "Bearer x")).isReadable();
		assertThat(this.first.lastRequest().value("Authorization")).isEqualTo("Bearer x");
		assertThat(this.second.requests()).hasSize(1);
		assertThat(this.second.lastRequest().value("Authorization")).isNull();
	}

	@Test
	void nextHopIsPreflightedAnew() {
		redirectToSecond(307);
		assertThat(api().put("/").header("X-A", "1")).isReadable();
		assertThat(this.second.requests()).hasSize(2);
		assertThat(this.second.requests().get(0).isPreflight()).isTrue();
		assertThat(this.second.requests().get(0).value("Origin")).isEqualTo("null");
		assertThat(this.second.requests().get(0).value("Access-Control-Request-Headers")).isEqualTo("x-a");
		this.second.answer("403");
		assertThat(api().put("/")).isBlockedAt(FetchPhase.PREFLIGHT);
	}

	@ParameterizedTest
	@CsvSource({ "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
			"301, PUT, PUT", "302, PUT, PUT", "303, PUT, GET", "307, PUT, PUT", "303, HEAD, HEAD", "302, GET, GET" })
	void method(int status, String before, String after) {
		redirectToSecond(status);
		BrowserFetch fetch = api().method(before, "/").header("Accept-Language", "de");
		boolean body = before.startsWith("P");
		assertThat(body ? fetch.contentType("text/plain").body("x") : fetch).isReadable();
		ScriptedServer.Request request = this.second.lastRequest();
		assertThat(request.method()).isEqualTo(after);
		assertThat(request.body()).isEqualTo(after.startsWith("P") ? "x" : "");
		assertThat(request.value("Content-Type")).isEqualTo(after.startsWith("P") ? "text/plain" : null);
		assertThat(request.value("Accept-Language")).isEqualTo("de");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://user@127.0.0.1:1/      | REDIRECT_CREDENTIALS at ACTUAL
			http://:word@127.0.0.1:1/     | REDIRECT_CREDENTIALS at ACTUAL
			data:text/plain,x             | REDIRECT_LOCATION at ACTUAL
			ftp://127.0.0.1/              | REDIRECT_LOCATION at ACTUAL
			http://                       | REDIRECT_LOCATION at ACTUAL
			http://a b/                   | REDIRECT_LOCATION at ACTUAL
			/a / Location: /a             | REDIRECT_LOCATION at ACTUAL
			""")
	void refused(String location, String outcome) {
		redirect(302, location);
		assertThat(Script.outcome(api().get("/").send())).isEqualTo(outcome);
	}

	@Test
	void userInAnAddressOfThePagesOwnOrigin() {
		String own = this.first.origin();
		this.first.answer((request) -> request.target().equals("/there") ? List.of("200")
				: List.of("302", "Location: " + own.replace("//", "//user:word@") + "/there"));
		assertThat(BrowserFetch.from(own).to(own).get("/")).isReadable();
		this.first.answer("302", "Location: " + this.second.origin().replace("//", "//user:word@"));
		assertThat(BrowserFetch.from(own).to(own).get("/")).isBlockedBecause(BlockReason.REDIRECT_CREDENTIALS);
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void twentyFirstIsNotFollowed() {
		redirect(302, "/");
		assertThat(api().get("/")).isBlockedBecause(BlockReason.TOO_MANY_REDIRECTS);
		assertThat(this.first.requests()).hasSize(21);
	}

	@Test
	void twentyAreFollowed() {
		this.first.answer((request) -> request.target().equals("/aaaaaaaaaaaaaaaaaaaa")
				? Script.answer("200 / Allow-Origin: ORIGIN")
				: Script.answer("302 / Allow-Origin: ORIGIN / Location: " + request.target() + "a"));
		assertThat(api().get("/")).isReadable();
		assertThat(this.first.requests()).hasSize(21);
	}

	@Test
	void withoutLocation() {
		this.first.answer(Script.answer("302 / Allow-Origin: ORIGIN").toArray(String[]::new));
		assertThat(api().get("/")).hasStatus(302);
	}

	@Test
	void redirectModes() {
		redirectToSecond(302);
		assertThat(api().get("/").redirect(RedirectMode.ERROR)).isBlockedBecause(BlockReason.REDIRECT_REFUSED);
		FetchResult result = api().get("/").redirect(RedirectMode.MANUAL).send();
		assertThat(result).isOpaque();
		assertThat(result.status()).isZero();
		assertThat(result.headers().fields()).isEmpty();
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void cookiesStayWithTheirHost() throws IOException {
		redirect(302, "http://localhost:" + this.second.port() + "/");
		this.second.answer("200", "Access-Control-Allow-Origin: null", "Access-Control-Allow-Credentials: true");
		this.first.answer(
				Script
					.answer("302 / Allow-Origin: ORIGIN / Allow-Credentials: true / Location: "
							+ this.second.origin().replace("127.0.0.1", "localhost"))
					.toArray(String[]::new));
		assertThat(api().get("/").cookie("a", "b").withCredentials()).isReadable();
		assertThat(this.first.lastRequest().value("Cookie")).isEqualTo("a=b");
		assertThat(this.second.lastRequest().value("Cookie")).isNull();
	}

}
