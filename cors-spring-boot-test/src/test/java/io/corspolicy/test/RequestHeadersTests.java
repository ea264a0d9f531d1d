package io.corspolicy.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Which headers go with a request: the page's and the browser's.
 */
class RequestHeadersTests {

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	@BeforeEach
	void script() {
		this.server.answer("200", "Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: *",
				"Access-Control-Allow-Headers: *");
	}

	private Fetcher own() {
		return BrowserFetch.from(this.server.origin()).to(this.server.origin());
	}

	private Fetcher other() {
		return BrowserFetch.from(Script.ORIGIN).to(this.server.origin());
	}

	/** As seen in Chromium, Firefox and WebKit. */
	@ParameterizedTest
	@CsvSource({ "GET, false", "HEAD, false", "POST, true", "PUT, true", "DELETE, true", "OPTIONS, true",
			"PATCH, true" })
	void originToTheOwnOrigin(String method, boolean sent) {
		own().method(method, "/").send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo(sent ? this.server.origin() : null);
		own().method(method, "/").withoutReferrer().send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo(sent ? this.server.origin() : null);
	}

	/**
	 * As with a form under {@code no-referrer}, as seen in Chromium, Firefox and WebKit.
	 */
	@Test
	void originWithoutReferrer() {
		own().post("/").mode(RequestMode.SAME_ORIGIN).withoutReferrer().send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo("null");
		assertThat(this.server.lastRequest().value("Sec-Fetch-Site")).isEqualTo("same-origin");
		assertThat(this.server.lastRequest().value("Referer")).isNull();
		own().post("/").mode(RequestMode.SAME_ORIGIN).send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo(this.server.origin());
		other().post("/").mode(RequestMode.NO_CORS).withoutReferrer().send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo("null");
		other().post("/").withoutReferrer().send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo(Script.ORIGIN);
		BrowserFetch.from("https://a.example").to(this.server.origin()).post("/").mode(RequestMode.NO_CORS).send();
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo("null");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			http://127.0.0.1:PORT | http://127.0.0.1:PORT/ | same-origin
			http://127.0.0.1:1    | http://127.0.0.1:1/    | same-site
			http://localhost:PORT | http://localhost:PORT/ | cross-site
			https://127.0.0.1:1   | https://127.0.0.1:1/   | cross-site
			http://app.example    | http://app.example/    | cross-site
			file:///home/x.html   | -                      | cross-site
			""")
	void metadataAndReferrer(String page, String referrer, String site) {
		String port = String.valueOf(this.server.port());
		BrowserFetch.from(page.replace("PORT", port)).to(this.server.origin()).get("/").send();
		ScriptedServer.Request request = this.server.lastRequest();
		assertThat(request.value("Sec-Fetch-Site")).isEqualTo(site);
		assertThat(request.value("Sec-Fetch-Mode")).isEqualTo("cors");
		assertThat(request.value("Sec-Fetch-Dest")).isEqualTo("empty");
		assertThat(request.value("Referer")).isEqualTo((referrer != null) ? referrer.replace("PORT", port) : null);
	}

	@ParameterizedTest
	@CsvSource({ "http://name.test, https://app.example, false", "https://name.test, https://app.example, true",
			"http://api.localhost, https://app.example, true", "http://name.test, http://app.example, false" })
	void metadataToTrustworthyServersOnly(String server, String page, boolean sent) {
		FetchResult result = BrowserFetch.from(page).to((request) -> shared(), server).get("/").send();
		HeaderList headers = result.exchanges().get(0).request().headers();
		assertThat(headers.contains("Sec-Fetch-Site")).isEqualTo(sent);
		assertThat(headers.contains("Sec-Fetch-Mode")).isEqualTo(sent);
		assertThat(headers.contains("Referer")).isEqualTo(sent || page.startsWith("http:"));
	}

	@Test
	void browserWithoutMetadata() {
		Browser.standard().withoutFetchMetadata().open(Script.ORIGIN).to(this.server.origin()).put("/").send();
		assertThat(this.server.requests())
			.allSatisfy((request) -> assertThat(request.lines()).noneMatch((line) -> line.startsWith("Sec-Fetch-")));
	}

	@ParameterizedTest
	@CsvSource({ "OMIT, false, false", "OMIT, true, false", "SAME_ORIGIN, true, true", "SAME_ORIGIN, false, false",
			"INCLUDE, true, true", "INCLUDE, false, true" })
	void cookies(CredentialsMode credentials, boolean sameOrigin, boolean sent) {
		Fetcher api = sameOrigin ? own() : other();
		api.get("/").cookie("a", "b").cookie("c", "d").credentials(credentials).send();
		assertThat(this.server.lastRequest().value("Cookie")).isEqualTo(sent ? "a=b; c=d" : null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept-Charset", "accept-encoding", "Access-Control-Request-Headers",
			"Access-Control-Request-Method", "Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT",
			"Expect", "HOST", "Keep-Alive", "Origin", "Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding",
			"Upgrade", "Via", "Proxy-Authorization", "Sec-Fetch-Site", "sec-x" })
	void forbiddenHeadersAreNotSent(String name) {
		FetchResult result = other().get("/").header(name, "mine").send();
		assertThat(result).isReadable().wasNotPreflighted();
		assertThat(this.server.lastRequest().lines()).noneMatch((line) -> line.endsWith(": mine"));
		assertThat(result.toString()).contains("were not sent: " + name);
	}

	@ParameterizedTest
	@CsvSource({ "X-HTTP-Method, TRACE, false", "x-http-method-override, 'PUT, track', false",
			"X-Method-Override, connect, false", "X-HTTP-Method-Override, PUT, true", "X-Other, TRACE, true" })
	void methodOverrides(String name, String value, boolean sent) {
		assertThat(other().post("/").header(name, value)).isReadable();
		assertThat(this.server.lastRequest().value(name)).isEqualTo(sent ? value : null);
	}

	@Test
	void repeatedHeadersAreOneLine() {
		assertThat(other().get("/").header("X-A", " 1").header("x-a", "2 ")).isReadable();
		assertThat(this.server.lastRequest().value("X-A")).isEqualTo("1, 2");
	}

	@Test
	void contentTypeOfABody() {
		assertThat(other().post("/").body("\u00FC")).isReadable().wasNotPreflighted();
		assertThat(this.server.lastRequest().value("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
		assertThat(this.server.lastRequest().body()).isEqualTo("\u00C3\u00BC");
		assertThat(other().post("/").body(new byte[] { 'x' })).isReadable().wasNotPreflighted();
		assertThat(this.server.lastRequest().value("Content-Type")).isNull();
		assertThat(other().post("/").header("content-type", "text/csv").contentType("application/json").body("{}"))
			.isReadable()
			.wasPreflighted();
		assertThat(this.server.lastRequest().value("Content-Type")).isEqualTo("application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "trace", "Track" })
	void forbiddenMethods(String method) {
		assertThat(other().method(method, "/")).isBlockedBecause(BlockReason.FORBIDDEN_METHOD)
			.isBlockedAt(FetchPhase.CALL);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void whatNoScriptCanSay() {
		assertThatIllegalArgumentException().isThrownBy(() -> other().method("P UT", "/"));
		assertThatIllegalArgumentException().isThrownBy(() -> other().method("", "/"));
		assertThatIllegalArgumentException().isThrownBy(() -> other().get("items"));
		assertThatIllegalArgumentException().isThrownBy(() -> other().get("/").header("X A", "1"));
		assertThatIllegalArgumentException().isThrownBy(() -> other().get("/").header("X-A", "1\n2"));
		assertThatIllegalArgumentException().isThrownBy(() -> other().get("/").header("X-A", "\u20AC"));
		assertThatIllegalStateException().isThrownBy(() -> other().get("/").body("x").send());
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserFetch.from("app.example.com"));
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserFetch.from(Script.ORIGIN).to("ftp://a"));
	}

	@Test
	void serverThatDoesNotAnswerBlocksNothing() throws IOException {
		String origin;
		// No thread accepts here: a socket that is closed under one may still answer.
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			origin = "http://127.0.0.1:" + socket.getLocalPort();
		}
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> BrowserFetch.from(Script.ORIGIN).to(origin).get("/").send())
			.withMessageContaining(origin);
	}

	private static WireResponse shared() {
		return new WireResponse(200, HeaderList.empty().with("Access-Control-Allow-Origin", "*"), new byte[0]);
	}

}
