package io.corspolicy.test;

import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What failing assertions say.
 */
class FetchAssertTests {

	private static final String ORIGIN = "https://app.example.com";

	private static final WireResponse PREFLIGHT = new WireResponse(204,
			HeaderList.empty()
				.with("Access-Control-Allow-Origin", ORIGIN)
				.with("Access-Control-Allow-Methods", "GET, POST")
				.with("Vary", "Origin")
				.with("Date", "today"),
			new byte[0]);

	private static final WireResponse ACTUAL = new WireResponse(200,
			HeaderList.empty()
				.with("Access-Control-Allow-Origin", ORIGIN)
				.with("Content-Type", "text/plain")
				.with("X-Secret", "1"),
			"hello".getBytes());

	private static FetchResult send(String method) {
		return BrowserFetch.from(ORIGIN)
			.to((request) -> request.method().equals("OPTIONS") ? PREFLIGHT : ACTUAL, "https://api.example.com")
			.method(method, "/items")
			.header("Cookie", "a=b")
			.send();
	}

	@Test
	void showsTheConversation() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(send("PUT")).as("saving").isReadable())
			.withMessage("""
					[saving]\s
					Expecting the page to be able to read the response

					A page at https://app.example.com was blocked by METHOD_NOT_ALLOWED at the preflight: \
					PUT is not in Access-Control-Allow-Methods (GET, POST) (Fetch, "CORS-preflight fetch", step 7.5)
					No page may set these headers, so they were not sent: Cookie

					  preflight
					  > OPTIONS https://api.example.com/items
					  > Access-Control-Request-Method: PUT
					  > Origin: https://app.example.com
					  > Sec-Fetch-Mode: cors
					  > Sec-Fetch-Site: same-site
					  < 204
					  < Access-Control-Allow-Origin: https://app.example.com
					  < Access-Control-Allow-Methods: GET, POST
					  < Vary: Origin
					""");
	}

	@Test
	void showsNoSecrets() {
		Transport transport = (request) -> new WireResponse(200,
				HeaderList.empty()
					.with("Access-Control-Allow-Origin", ORIGIN)
					.with("Access-Control-Allow-Credentials", "true")
					.with("Access-Control-Allow-Headers", "Authorization"),
				new byte[0]);
		FetchResult result = BrowserFetch.from(ORIGIN)
			.to(transport, "https://api.example.com")
			.get("/")
			.header("Authorization", "Bearer 5ecret")
			.cookie("SESSION", "5ecret")
			.withCredentials()
			.send();
		assertThat(result.toString()).contains("> Authorization: (not shown)", "> Cookie: (not shown)")
			.doesNotContain("5ecret");
	}

	@Test
	void tellsReadableFromHiddenHeaders() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(send("GET")).hasReadableHeader("X-Secret"))
			.withMessageContaining("to be able to read the header X-Secret")
			.withMessageContaining("readable: content-type\n")
			.withMessageContaining("hidden:   access-control-allow-origin, x-secret\n");
	}

	static List<Consumer<FetchAssert>> failing() {
		return List.of(FetchAssert::isBlocked, (fetch) -> fetch.isBlockedBecause(BlockReason.METHOD_NOT_ALLOWED),
				(fetch) -> fetch.isBlockedAt(FetchPhase.ACTUAL), FetchAssert::isOpaque, FetchAssert::wasPreflighted,
				(fetch) -> fetch.hasStatus(404), (fetch) -> fetch.hasReadableHeader("X-Secret"),
				(fetch) -> fetch.hasReadableHeader("Content-Type", "text/html"),
				(fetch) -> fetch.hasNoReadableHeader("content-type"), (fetch) -> fetch.hasText("bye"));
	}

	@ParameterizedTest
	@MethodSource("failing")
	void failsOnAResponseThatIsRead(Consumer<FetchAssert> assertion) {
		FetchResult result = send("GET");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertion.accept(result.assertThat()))
			.withMessageStartingWith(System.lineSeparator() + "Expecting ")
			.withMessageContaining("read a shared response with status 200")
			.withMessageContaining("> GET https://api.example.com/items");
	}

	static List<Consumer<FetchAssert>> failingWhenBlocked() {
		return List.of(FetchAssert::isReadable, (fetch) -> fetch.isBlockedBecause(BlockReason.PREFLIGHT_STATUS),
				(fetch) -> fetch.isBlockedAt(FetchPhase.ACTUAL), FetchAssert::isOpaque, FetchAssert::wasNotPreflighted,
				(fetch) -> fetch.hasStatus(0), (fetch) -> fetch.hasReadableHeader("Date"),
				(fetch) -> fetch.hasNoReadableHeader("Date"), (fetch) -> fetch.hasText(""));
	}

	@ParameterizedTest
	@MethodSource("failingWhenBlocked")
	void failsOnAResponseThatIsBlocked(Consumer<FetchAssert> assertion) {
		FetchResult result = send("PUT");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertion.accept(result.assertThat()))
			.withMessageContaining("was blocked by METHOD_NOT_ALLOWED at the preflight");
	}

	@Test
	void passes() {
		assertThat(send("GET")).isReadable()
			.wasNotPreflighted()
			.hasStatus(200)
			.hasText("hello")
			.hasReadableHeader("content-type", "text/plain")
			.hasNoReadableHeader("X-Secret");
		assertThat(send("PUT")).isBlocked()
			.wasPreflighted()
			.isBlockedAt(FetchPhase.PREFLIGHT)
			.isBlockedBecause(BlockReason.PREFLIGHT_STATUS, BlockReason.METHOD_NOT_ALLOWED);
	}

}
