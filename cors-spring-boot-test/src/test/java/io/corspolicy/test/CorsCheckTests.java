package io.corspolicy.test;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which responses a page may read. All rows without an opaque origin were seen in
 * Chromium, Firefox, WebKitGTK and WPE alike.
 */
class CorsCheckTests {

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			200 / Allow-Origin: ORIGIN                                    | CORS
			200 / Allow-Origin: *                                         | CORS
			200 / Allow-Origin:    ORIGIN                                 | CORS
			401 / Allow-Origin: ORIGIN                                    | CORS
			404 / Allow-Origin: ORIGIN                                    | CORS
			500 / Allow-Origin: ORIGIN                                    | CORS
			302 / Allow-Origin: ORIGIN                                    | CORS
			200 / Allow-Origin: * / Allow-Credentials: true               | CORS
			200                                                           | ALLOW_ORIGIN_MISSING at ACTUAL
			401                                                           | ALLOW_ORIGIN_MISSING at ACTUAL
			200 / Allow-Origin: ORIGIN/                                   | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: HTTP://LOCALHOST:8081                     | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: http://localhost                          | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: ORIGIN, http://b.example                  | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: ORIGIN / Allow-Origin: ORIGIN             | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: * / Allow-Origin: *                       | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: * / Allow-Origin: ORIGIN                  | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin: null                                      | ALLOW_ORIGIN_DIFFERS at ACTUAL
			200 / Allow-Origin:                                           | ALLOW_ORIGIN_DIFFERS at ACTUAL
			""")
	void withoutCredentials(String answer, String outcome) {
		this.server.answer(Script.answer(answer).toArray(String[]::new));
		assertThat(outcome(BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).get("/"))).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Allow-Origin: ORIGIN / Allow-Credentials: true                            | CORS
					Allow-Origin: ORIGIN / Allow-Credentials:   true                          | CORS
					Allow-Origin: *                                                           | ALLOW_ORIGIN_WILDCARD at ACTUAL
					Allow-Origin: * / Allow-Credentials: true                                 | ALLOW_ORIGIN_WILDCARD at ACTUAL
					Allow-Origin: ORIGIN                                                      | ALLOW_CREDENTIALS_MISSING at ACTUAL
					Allow-Origin: ORIGIN / Allow-Credentials: TRUE                            | ALLOW_CREDENTIALS_MISSING at ACTUAL
					Allow-Origin: ORIGIN / Allow-Credentials: false                           | ALLOW_CREDENTIALS_MISSING at ACTUAL
					Allow-Origin: ORIGIN / Allow-Credentials: true / Allow-Credentials: true  | ALLOW_CREDENTIALS_MISSING at ACTUAL
					Allow-Credentials: true                                                   | ALLOW_ORIGIN_MISSING at ACTUAL
					""")
	void withCredentials(String answer, String outcome) {
		this.server.answer(Script.answer("200 / " + answer).toArray(String[]::new));
		assertThat(outcome(BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).get("/").withCredentials()))
			.isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Allow-Origin: null                            | false | CORS
			Allow-Origin: *                               | false | CORS
			Allow-Origin: null / Allow-Credentials: true  | true  | CORS
			Allow-Origin: null                            | true  | ALLOW_CREDENTIALS_MISSING at ACTUAL
			Allow-Origin: ORIGIN                          | false | ALLOW_ORIGIN_DIFFERS at ACTUAL
			""")
	void opaqueOrigin(String answer, boolean credentials, String outcome) {
		this.server.answer(Script.answer("200 / " + answer).toArray(String[]::new));
		BrowserFetch fetch = BrowserFetch.fromOpaqueOrigin().to(this.server.origin()).get("/");
		assertThat(outcome(credentials ? fetch.withCredentials() : fetch)).isEqualTo(outcome);
		assertThat(this.server.lastRequest().value("Origin")).isEqualTo("null");
	}

	/** The preflight and the request behind it are checked alike. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Allow-Origin: ORIGIN / Allow-Credentials: true | Allow-Origin: ORIGIN / Allow-Credentials: true | CORS
					Allow-Origin: ORIGIN                           | Allow-Origin: ORIGIN / Allow-Credentials: true | ALLOW_CREDENTIALS_MISSING at PREFLIGHT
					Allow-Origin: ORIGIN / Allow-Credentials: true | Allow-Origin: ORIGIN                           | ALLOW_CREDENTIALS_MISSING at ACTUAL
					Allow-Origin: *                                | Allow-Origin: ORIGIN / Allow-Credentials: true | ALLOW_ORIGIN_WILDCARD at PREFLIGHT
					Max-Age: 1                                     | Allow-Origin: ORIGIN / Allow-Credentials: true | ALLOW_ORIGIN_MISSING at PREFLIGHT
					Allow-Origin: ORIGIN / Allow-Credentials: true | Expose-Headers: X-A                            | ALLOW_ORIGIN_MISSING at ACTUAL
					""")
	void preflightAndRequest(String preflight, String actual, String outcome) {
		List<String> allowed = Script.answer("204 / Allow-Methods: PUT / " + preflight);
		this.server.answer(allowed, Script.answer("200 / " + actual));
		assertThat(outcome(BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).put("/").withCredentials()))
			.isEqualTo(outcome);
	}

	private static String outcome(BrowserFetch fetch) {
		return Script.outcome(fetch.send());
	}

}
