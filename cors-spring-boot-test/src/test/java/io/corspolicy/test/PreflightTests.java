package io.corspolicy.test;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked before a request is sent, and which answers allow it.
 */
class PreflightTests {

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	private Fetcher api(BrowserRules rules) {
		return Browser.standard().withRules(rules).open(Script.ORIGIN).to(this.server.origin());
	}

	private void answer(String preflight) {
		this.server.answer(Script.answer(preflight),
				Script.answer("200 / Allow-Origin: ORIGIN / Allow-Credentials: true"));
	}

	@ParameterizedTest
	@CsvSource({ "200, true", "201, true", "204, true", "299, true", "300, false", "304, false", "301, false",
			"302, false", "303, false", "307, false", "308, false", "400, false", "401, false", "403, false",
			"404, false", "405, false", "500, false" })
	void status(int status, boolean allowed) {
		answer(status + " / Allow-Origin: ORIGIN / Allow-Methods: PUT / Location: /elsewhere");
		assertThat(Script.outcome(api(BrowserRules.STANDARD).put("/").send()))
			.isEqualTo(allowed ? "CORS" : "PREFLIGHT_STATUS at PREFLIGHT");
		assertThat(this.server.requests()).hasSize(allowed ? 2 : 1);
	}

	/** All rows were seen in Chromium, Firefox, WebKitGTK and WPE alike. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			PUT     | PUT                     | false | CORS
			put     | PUT                     | false | CORS
			PUT     | GET,PUT                 | false | CORS
			PUT     | GET , , PUT,            | false | CORS
			PUT     | GET / Allow-Methods: PUT | false | CORS
			PUT     | put                     | false | METHOD_NOT_ALLOWED at PREFLIGHT
			PUT     | GET                     | false | METHOD_NOT_ALLOWED at PREFLIGHT
			PUT     | -                       | false | METHOD_NOT_ALLOWED at PREFLIGHT
			PUT     | *                       | false | CORS
			PUT     | *                       | true  | METHOD_NOT_ALLOWED at PREFLIGHT
			PUT     | PUT, b@d                | false | ALLOW_METHODS_INVALID at PREFLIGHT
			PUT     | PUT; GET                | false | ALLOW_METHODS_INVALID at PREFLIGHT
			patch   | PATCH                   | false | METHOD_NOT_ALLOWED at PREFLIGHT
			patch   | patch                   | false | CORS
			CHICKEN | CHICKEN                 | false | CORS
			OPTIONS | OPTIONS                 | false | CORS
			DELETE  | DELETE                  | true  | CORS
			get     | -                       | false | CORS
			""")
	void methods(String method, String listed, boolean credentials, String outcome) {
		String allowMethods = (listed != null) ? " / Allow-Methods: " + listed : "";
		answer("204 / Allow-Origin: ORIGIN / Allow-Credentials: true" + allowMethods);
		BrowserFetch fetch = api(BrowserRules.STANDARD).method(method, "/");
		assertThat(Script.outcome((credentials ? fetch.withCredentials() : fetch).send())).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			X-Custom      | X-Custom                | false | STANDARD        | CORS
			X-Custom      | x-custom                | false | STANDARD        | CORS
			x-CUSTOM      | X-a,X-Custom            | false | STANDARD        | CORS
			X-Custom      | X-A, ,X-Custom ,        | false | STANDARD        | CORS
			X-Custom      | X-A / Allow-Headers: X-Custom | false | STANDARD  | CORS
			X-Custom      | X-Custom-2              | false | STANDARD        | HEADER_NOT_ALLOWED at PREFLIGHT
			X-Custom      | -                       | false | STANDARD        | HEADER_NOT_ALLOWED at PREFLIGHT
			X-Custom      | X-Custom b@d            | false | STANDARD        | ALLOW_HEADERS_INVALID at PREFLIGHT
			X-Custom      | X-Custom, b@d           | false | STANDARD        | ALLOW_HEADERS_INVALID at PREFLIGHT
			X-Custom      | X-A; X-Custom           | false | STANDARD        | ALLOW_HEADERS_INVALID at PREFLIGHT
			X-Custom      | *                       | false | STANDARD        | CORS
			X-Custom      | *                       | true  | STANDARD        | HEADER_NOT_ALLOWED at PREFLIGHT
			Authorization | *                       | false | STANDARD        | HEADER_NOT_ALLOWED at PREFLIGHT
			Authorization | *                       | false | TODAYS_BROWSERS | CORS
			Authorization | *                       | true  | TODAYS_BROWSERS | HEADER_NOT_ALLOWED at PREFLIGHT
			Authorization | *, authorization        | false | STANDARD        | CORS
			""")
	void headers(String name, String listed, boolean credentials, BrowserRules rules, String outcome) {
		String allowHeaders = (listed != null) ? " / Allow-Headers: " + listed : "";
		answer("204 / Allow-Origin: ORIGIN / Allow-Credentials: true" + allowHeaders);
		BrowserFetch fetch = api(rules).get("/").header(name, "1");
		assertThat(Script.outcome((credentials ? fetch.withCredentials() : fetch).send())).isEqualTo(outcome);
	}

	/** Firefox: the origin first, then the status, then the lists. */
	@Test
	void firstFailureIsTold() {
		answer("403");
		assertThat(api(BrowserRules.STANDARD).put("/")).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING);
		answer("403 / Allow-Origin: ORIGIN");
		assertThat(api(BrowserRules.STANDARD).put("/")).isBlockedBecause(BlockReason.PREFLIGHT_STATUS);
		answer("200 / Allow-Origin: ORIGIN");
		assertThat(api(BrowserRules.STANDARD).put("/").header("X-A", "1"))
			.isBlockedBecause(BlockReason.METHOD_NOT_ALLOWED);
		answer("200 / Allow-Origin: ORIGIN / Allow-Methods: PUT");
		assertThat(api(BrowserRules.STANDARD).put("/").header("X-A", "1"))
			.isBlockedBecause(BlockReason.HEADER_NOT_ALLOWED);
	}

	@Test
	void preflightAsBrowsersSendIt() {
		answer("204 / Allow-Origin: ORIGIN");
		api(BrowserRules.STANDARD).put("/r")
			.header("X-Custom", "1")
			.header("Content-Type", "text/html")
			.cookie("a", "b")
			.withCredentials()
			.send();
		assertThat(this.server.requests()).hasSize(1);
		ScriptedServer.Request request = this.server.lastRequest();
		assertThat(request.method()).isEqualTo("OPTIONS");
		assertThat(request.target()).isEqualTo("/r");
		assertThat(request.lines()).contains("Accept: */*", "Access-Control-Request-Method: PUT",
				"Access-Control-Request-Headers: content-type,x-custom", "Origin: " + Script.ORIGIN,
				"Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: empty",
				"Referer: " + Script.ORIGIN + "/");
		assertThat(request.value("Cookie")).isNull();
		assertThat(request.value("X-Custom")).isNull();
	}

	@Test
	void nothingUnsafeNothingAsked() {
		answer("204 / Allow-Origin: ORIGIN / Allow-Methods: DELETE");
		assertThat(api(BrowserRules.STANDARD).delete("/").header("Accept", "text/html")).isReadable().wasPreflighted();
		assertThat(this.server.requests().get(0).value("Access-Control-Request-Headers")).isNull();
	}

	@Test
	void uploadListenerMakesAPreflight() {
		answer("204 / Allow-Origin: ORIGIN");
		assertThat(api(BrowserRules.STANDARD).post("/").body("x").withUploadListener()).isReadable().wasPreflighted();
		assertThat(this.server.requests().get(0).value("Access-Control-Request-Method")).isEqualTo("POST");
		assertThat(this.server.requests().get(0).value("Access-Control-Request-Headers")).isNull();
	}

	@Test
	void requestOfTheOwnOriginIsNeverPreflighted() {
		assertThat(BrowserFetch.from(this.server.origin()).to(this.server.origin()).put("/").header("X-A", "1"))
			.isReadable()
			.wasNotPreflighted();
	}

	@Test
	void optionsOfAScriptIsNoPreflight() {
		answer("204 / Allow-Origin: ORIGIN / Allow-Methods: OPTIONS");
		assertThat(api(BrowserRules.STANDARD).options("/")).isReadable().wasPreflighted();
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.server.lastRequest().method()).isEqualTo("OPTIONS");
		assertThat(this.server.lastRequest().value("Access-Control-Request-Method")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			204 / Allow-Origin: ORIGIN / Allow-Private-Network: true | CORS
			204 / Allow-Origin: ORIGIN / Allow-Private-Network: TRUE | PRIVATE_NETWORK_NOT_ALLOWED at PREFLIGHT
			204 / Allow-Origin: ORIGIN                               | PRIVATE_NETWORK_NOT_ALLOWED at PREFLIGHT
			""")
	void privateNetwork(String preflight, String outcome) {
		answer(preflight);
		assertThat(Script.outcome(api(BrowserRules.STANDARD).get("/").towardsPrivateNetwork().send()))
			.isEqualTo(outcome);
		assertThat(this.server.requests().get(0).value("Access-Control-Request-Private-Network")).isEqualTo("true");
	}

}
