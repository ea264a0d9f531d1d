package io.corspolicy.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For how long, and for which requests, a browser remembers a preflight.
 */
class PreflightCacheTests {

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	private Instant now = Instant.EPOCH;

	private final Browser browser = Browser.standard().withClock(() -> this.now);

	private void answer(String lists) {
		this.server.answer(Script.answer("204 / Allow-Origin: ORIGIN / Allow-Credentials: true / " + lists),
				Script.answer("200 / Allow-Origin: ORIGIN / Allow-Credentials: true"));
	}

	private Fetcher api(Browser browser) {
		return browser.open(Script.ORIGIN).to(this.server.origin());
	}

	private Fetcher api() {
		return api(this.browser);
	}

	/**
	 * Seconds for which Chromium and WebKit were seen to remember, and, in doubt, the
	 * standard does.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Max-Age: 600                | STANDARD        | 600
			Max-Age:   600              | STANDARD        | 600
			Max-Age: 0600               | STANDARD        | 600
			Max-Age: 99999999999        | STANDARD        | 86400
			Max-Age: 99999999999999999999999999 | STANDARD | 86400
			Max-Age: 90000              | STANDARD        | 86400
			X-None: 1                   | STANDARD        | 5
			Max-Age: 0                  | STANDARD        | 0
			Max-Age: -1                 | STANDARD        | 5
			Max-Age: -1                 | TODAYS_BROWSERS | 0
			Max-Age: -x                 | TODAYS_BROWSERS | 5
			Max-Age: abc                | STANDARD        | 5
			Max-Age: 600.5              | STANDARD        | 5
			Max-Age: PT10M              | STANDARD        | 5
			Max-Age: 600, 600           | STANDARD        | 5
			Max-Age:                    | STANDARD        | 5
			Max-Age: 600 / Max-Age: 600 | STANDARD        | 5
			Cache-Control: max-age=600 / Max-Age: 0 | STANDARD | 0
			""")
	void maxAge(String line, BrowserRules rules, int seconds) {
		answer("Allow-Methods: PUT / " + line);
		Fetcher api = api(this.browser.withRules(rules).withClock(() -> this.now));
		assertThat(api.put("/")).isReadable().wasPreflighted();
		if (seconds > 0) {
			this.now = this.now.plusSeconds(seconds).minusNanos(1);
			assertThat(api.put("/")).isReadable().wasNotPreflighted();
		}
		this.now = Instant.EPOCH.plusSeconds(seconds);
		assertThat(api.put("/")).isReadable().wasPreflighted();
	}

	@Test
	void limit() {
		answer("Allow-Methods: PUT / Max-Age: 7200");
		Fetcher api = api(this.browser.withMaxAgeLimit(Duration.ofMinutes(10)));
		api.put("/").send();
		this.now = this.now.plusSeconds(599);
		assertThat(api.put("/")).wasNotPreflighted();
		this.now = this.now.plusSeconds(1);
		assertThat(api.put("/")).wasPreflighted();
	}

	@Test
	void limitOfZeroIsNoCache() {
		answer("Allow-Methods: PUT / Max-Age: 7200");
		Fetcher api = api(this.browser.withMaxAgeLimit(Duration.ZERO));
		assertThat(api.put("/")).wasPreflighted();
		assertThat(api.put("/")).wasPreflighted();
	}

	@Test
	void methodsAndHeadersThatWereListed() {
		answer("Allow-Methods: PUT, DELETE / Allow-Headers: X-A, X-B / Max-Age: 600");
		assertThat(api().put("/").header("X-A", "1")).isReadable().wasPreflighted();
		assertThat(api().delete("/").header("x-b", "1").header("X-A", "1")).isReadable().wasNotPreflighted();
		assertThat(api().put("/")).isReadable().wasNotPreflighted();
		assertThat(api().post("/").header("X-A", "1")).isReadable().wasNotPreflighted();
		assertThat(api().patch("/")).isBlocked().wasPreflighted();
	}

	@Test
	void methodsAndHeadersThatWereNotListed() {
		answer("Allow-Methods: PUT / Allow-Headers: X-A / Max-Age: 600");
		assertThat(api().put("/").header("X-A", "1")).isReadable().wasPreflighted();
		answer("Allow-Methods: PUT, DELETE / Allow-Headers: X-B / Max-Age: 600");
		assertThat(api().put("/").header("X-B", "1")).isReadable().wasPreflighted();
		assertThat(api().put("/").header("X-B", "1").header("X-A", "1")).isReadable().wasNotPreflighted();
		assertThat(api().delete("/")).isReadable().wasNotPreflighted();
	}

	@Test
	void laterPreflightIsRememberedFromThenOn() {
		answer("Allow-Methods: PUT / Allow-Headers: X-A / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasPreflighted();
		this.now = this.now.plusSeconds(500);
		answer("Allow-Methods: PUT / Allow-Headers: X-A, X-B / Max-Age: 600");
		assertThat(api().put("/").header("X-B", "1")).isReadable().wasPreflighted();
		this.now = this.now.plusSeconds(599);
		assertThat(api().put("/").header("X-A", "1").header("X-B", "1")).isReadable().wasNotPreflighted();
	}

	@Test
	void wildcard() {
		answer("Allow-Methods: * / Allow-Headers: * / Max-Age: 600");
		assertThat(api().put("/").header("X-A", "1")).isReadable().wasPreflighted();
		assertThat(api().delete("/").header("X-B", "1")).isReadable().wasNotPreflighted();
		assertThat(api().delete("/").header("Authorization", "x")).isBlocked().wasPreflighted();
	}

	@Test
	void wildcardAsALiteral() {
		answer("Allow-Methods: *, PUT / Allow-Headers: *, X-A / Max-Age: 600");
		assertThat(api().put("/").header("X-A", "1").withCredentials()).isReadable().wasPreflighted();
		assertThat(api().delete("/").withCredentials()).isBlocked().wasPreflighted();
	}

	@Test
	void onlyForTheSameUrlPageAndCredentials() {
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/a")).isReadable().wasPreflighted();
		assertThat(api().put("/a#fragment")).isReadable().wasNotPreflighted();
		assertThat(api().put("/a?b")).isReadable().wasPreflighted();
		assertThat(api().put("/b")).isReadable().wasPreflighted();
		assertThat(this.browser.open("http://b.example").to(this.server.origin()).put("/a")).isBlocked()
			.wasPreflighted();
		assertThat(api().put("/a").withCredentials()).isReadable().wasPreflighted();
	}

	/** As Chromium and WebKit do, and not Firefox. */
	@Test
	void withCredentialsIsMoreThanWithout() {
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/").withCredentials()).isReadable().wasPreflighted();
		assertThat(api().put("/")).isReadable().wasNotPreflighted();
	}

	@Test
	void refusalIsNotRemembered() {
		answer("Max-Age: 600");
		assertThat(api().put("/")).isBlocked().wasPreflighted();
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasPreflighted();
	}

	@Test
	void failureForgetsWhatWasRemembered() {
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasPreflighted();
		this.server.answer("500");
		assertThat(api().put("/")).isBlockedAt(FetchPhase.ACTUAL).wasNotPreflighted();
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasPreflighted();
	}

	@Test
	void failureOfASimpleRequestForgetsNothing() {
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasPreflighted();
		this.server.answer("500");
		assertThat(api().get("/")).isBlocked();
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).isReadable().wasNotPreflighted();
	}

	@Test
	void uploadListener() {
		answer("Max-Age: 600");
		assertThat(api().post("/").withUploadListener()).isReadable().wasPreflighted();
		assertThat(api().post("/").withUploadListener()).isReadable().wasNotPreflighted();
	}

	@Test
	void privateNetworkIsAskedForAnew() {
		answer("Allow-Private-Network: true / Max-Age: 600");
		assertThat(api().get("/").towardsPrivateNetwork()).isReadable().wasPreflighted();
		assertThat(api().get("/").towardsPrivateNetwork()).isReadable().wasPreflighted();
	}

	@Test
	void forgottenOnDemandAndByChangedSettings() {
		answer("Allow-Methods: PUT / Max-Age: 600");
		assertThat(api().put("/")).wasPreflighted();
		assertThat(api(this.browser.withoutFetchMetadata()).put("/")).wasPreflighted();
		assertThat(api().put("/")).wasNotPreflighted();
		this.browser.forgetPreflights();
		assertThat(api().put("/")).wasPreflighted();
		assertThat(this.server.requests().stream().map(ScriptedServer.Request::method))
			.containsAll(List.of("OPTIONS", "PUT"));
	}

}
