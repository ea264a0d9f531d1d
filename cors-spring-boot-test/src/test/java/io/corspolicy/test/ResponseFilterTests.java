package io.corspolicy.test;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which response headers a page may read. The rows were seen in Chromium, Firefox,
 * WebKitGTK and WPE alike.
 */
class ResponseFilterTests {

	private static final String HEADERS = " / Cache-Control: no-cache / Content-Language: de / Content-Length: 0"
			+ " / Content-Type: text/plain / Expires: 0 / Last-Modified: 0 / Pragma: x / X-A: 1 / X-B: 2"
			+ " / Set-Cookie: c=1 / Set-Cookie2: c=1 / Allow-Origin: ORIGIN / Allow-Credentials: true";

	private static final String SAFELISTED = "cache-control content-language content-length content-type expires"
			+ " last-modified pragma";

	private static final String ALL = "access-control-allow-credentials access-control-allow-origin"
			+ " access-control-expose-headers cache-control connection content-language content-length content-type"
			+ " expires last-modified pragma x-a x-b";

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			-                              | false | SAFELISTED
			X-A                            | false | SAFELISTED x-a
			x-a,X-B                        | false | SAFELISTED x-a x-b
			X-A / Expose-Headers: X-B      | false | SAFELISTED x-a x-b
			X-A, , X-C                     | false | SAFELISTED x-a
			X-A, b@d                       | false | SAFELISTED
			X-A; X-B                       | false | SAFELISTED
			X-A / Expose-Headers: b@d      | false | SAFELISTED
			Set-Cookie, Set-Cookie2, X-A   | false | SAFELISTED x-a
			*                              | false | ALL
			X-A, *                         | false | ALL
			*                              | true  | SAFELISTED
			*, X-A                         | true  | SAFELISTED x-a
			X-A                            | true  | SAFELISTED x-a
			""")
	void exposed(String listed, boolean credentials, String readable) {
		String exposeHeaders = (listed != null) ? " / Expose-Headers: " + listed : "";
		this.server.answer(Script.answer("200" + HEADERS + exposeHeaders).toArray(String[]::new));
		BrowserFetch fetch = BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).get("/");
		FetchResult result = (credentials ? fetch.withCredentials() : fetch).send();
		String expected = readable.replace("SAFELISTED", SAFELISTED).replace("ALL", ALL);
		assertThat(result.headers().names()).containsExactlyInAnyOrder(expected.split(" "));
	}

	@Test
	void exposedOnThePreflightOnly() {
		this.server.answer(Script.answer("204 / Allow-Origin: ORIGIN / Allow-Methods: PUT / Expose-Headers: X-A"),
				Script.answer("200 / Allow-Origin: ORIGIN / X-A: 1"));
		assertThat(BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).put("/")).isReadable()
			.hasNoReadableHeader("X-A");
	}

	@Test
	void ownOriginReadsAllButCookies() {
		this.server.answer(Script.answer("200" + HEADERS).toArray(String[]::new));
		FetchResult result = BrowserFetch.from(this.server.origin()).to(this.server.origin()).get("/").send();
		assertThat(result.type()).isEqualTo(ResponseType.BASIC);
		assertThat(result.headers().names()).contains("x-a", "x-b", "access-control-allow-origin")
			.doesNotContain("set-cookie", "set-cookie2");
	}

	@Test
	void severalLinesAreOneValue() {
		this.server.answer(
				Script.answer("200 / Allow-Origin: * / Expose-Headers: * / X-A: 1 / X-A: 2").toArray(String[]::new));
		FetchResult result = BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).get("/").send();
		assertThat(result).hasReadableHeader("x-a", "1, 2");
		assertThat(result.headers().values("X-A")).isEqualTo(List.of("1", "2"));
	}

}
