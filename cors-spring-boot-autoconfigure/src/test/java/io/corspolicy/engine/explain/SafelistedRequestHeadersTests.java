package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.corspolicy.engine.explain.BrowserRequest.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SafelistedRequestHeaders} and for what a {@link BrowserRequest} may
 * be.
 */
class SafelistedRequestHeadersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "Accept | -", "Accept | text/html,*/*;q=0.8", "accept | ''", "ACCEPT-LANGUAGE | de-DE, en;q=0.5",
					"Content-Language | *", "Content-Type | text/plain", "Content-Type | TEXT/Plain;charset=UTF-8",
					"Content-Type | 'multipart/form-data; boundary=x'", "Content-Type | text/plain;",
					"content-type | application/x-www-form-urlencoded", "Range | -", "Range | bytes=0-",
					"Range | bytes=5-5", "Range | bytes=1-99999999999999999999", "Accept-Language | -",
					"Content-Language | -", "Accept | 'a\tb'", "Accept-Language | '09AZaz *,-.;='" })
	void isSafelisted(String name, @Nullable String value) {
		assertThat(SafelistedRequestHeaders.unsafeNames(List.of(new Header(name, value)))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "X-A | -", "Authorization | -", "User-Agent | x", "Accept | text/html(x)", "Accept | 'a\"b'",
					"Accept | a:b", "Accept | a{", "Accept | 'a\u0001b'", "Accept | 'a\u007f'", "Accept-Language | en@",
					"Accept-Language | 'a\tb'", "Content-Language | ü", "Content-Type | -", "Content-Type | ''",
					"Content-Type | application/json", "Content-Type | text", "Content-Type | text/plain x",
					"Content-Type | 'text/plain;x=\"{}\"'", "Content-Type | 'text/plain, application/json'",
					"Range | bytes=-5", "Range | bytes=-", "Range | bytes=5-4", "Range | bytes=0-1,3-4",
					"Range | 'bytes= 0-1'", "Range | Bytes=0-1", "Range | bytes=0", "Range | bytes=a-b", "Range | ''" })
	void isUnsafe(String name, @Nullable String value) {
		assertThat(SafelistedRequestHeaders.unsafeNames(List.of(new Header(name, value))))
			.containsOnlyKeys(name.toLowerCase(Locale.ROOT));
	}

	@Test
	void valuesAreBounded() {
		assertThat(SafelistedRequestHeaders.unsafeNames(List.of(new Header("Accept", "a".repeat(128))))).isEmpty();
		assertThat(SafelistedRequestHeaders.unsafeNames(List.of(new Header("Accept", "a".repeat(129)))))
			.containsOnlyKeys("accept");
		List<Header> eight = List.of(new Header("Accept", "a".repeat(128)), new Header("accept", "b".repeat(128)),
				new Header("Accept-Language", "c".repeat(128)), new Header("Accept-Language", "d".repeat(128)),
				new Header("Content-Language", "e".repeat(128)), new Header("Content-Language", "f".repeat(128)),
				new Header("Accept", "g".repeat(128)), new Header("Accept", "h".repeat(128)));
		assertThat(SafelistedRequestHeaders.unsafeNames(eight)).isEmpty();
		List<Header> more = new ArrayList<>(eight);
		more.add(new Header("Content-Type", "text/plain"));
		more.add(new Header("X-A", "a"));
		assertThat(SafelistedRequestHeaders.unsafeNames(more)).containsOnlyKeys("accept", "accept-language",
				"content-language", "content-type", "x-a");
	}

	@Test
	void unsafeNamesAreSortedAndInLowerCase() {
		List<Header> headers = List.of(new Header("X-Zebra", null), new Header("x_a", null), new Header("X-A", null),
				new Header("Authorization", null), new Header("x-zebra", "again"));
		assertThat(SafelistedRequestHeaders.unsafeNames(headers).keySet()).containsExactly("authorization", "x-a",
				"x-zebra", "x_a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "Cookie | a=b", "cookie2 | -", "HOST | -", "Sec-Anything | -", "proxy-x | -", "DNT | 1",
					"Access-Control-Request-Method | -", "X-HTTP-Method-Override | 'GET, track'",
					"x-method-override | TRACE", "X-HTTP-Method | connect", "Set-Cookie | -" })
	void isForbidden(String name, @Nullable String value) {
		Header header = new Header(name, value);
		assertThat(SafelistedRequestHeaders.isForbidden(header)).isTrue();
		assertThat(SafelistedRequestHeaders.unsafeNames(List.of(header))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "X-Cookie | -", "Sec | -", "X-HTTP-Method-Override | PATCH",
			"X-HTTP-Method-Override | -", "User-Agent | -", "Access-Control-Request-Private-Network | true" })
	void isNotForbidden(String name, @Nullable String value) {
		assertThat(SafelistedRequestHeaders.isForbidden(new Header(name, value))).isFalse();
	}

	@Test
	void readsListsAsBrowsersDo() {
		assertThat(SafelistedRequestHeaders.names(null)).isEmpty();
		assertThat(SafelistedRequestHeaders.names(" GET ,,\tPUT, ")).containsExactly("GET", "PUT");
		assertThat(SafelistedRequestHeaders.names("GET; PUT")).isNull();
		assertThat(SafelistedRequestHeaders.names("b@d")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "get,GET", "Delete,DELETE", "options,OPTIONS", "patch,patch", "PATCH,PATCH", "queRy,queRy" })
	void methodsAreNormalised(String written, String sent) {
		assertThat(BrowserRequest.of(null, written, "/", List.of(), false).method()).isEqualTo(sent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "GET ", "G ET", "G\nET", "CONNECT", "trace", "Track", "GÈT" })
	void refusesMethodsThatNoPageCanUse(String method) {
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserRequest.of(null, method, "/", List.of(), false))
			.withMessageContaining("o page can use");
	}

	@ParameterizedTest
	@ValueSource(strings = { ": value", "X A", "X-A\u0000", "X-Ä: b", "X-A: \u0000", "X-A: a\r\nb", "X-A: €" })
	void refusesHeadersThatNoPageCanSet(String header) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BrowserRequest.of(null, "GET", "/", List.of(header), false))
			.withMessageMatching("[ -~€Ä]+no page can set.*");
	}

	@Test
	void readsHeadersAsPeopleWriteThem() {
		List<Header> headers = BrowserRequest
			.of(null, "GET", "/", List.of("X-A", " X-B : c:d ", "", "  ", "X-C:"), false)
			.headers();
		assertThat(headers).containsExactly(new Header("X-A", null), new Header("X-B", "c:d"), new Header("X-C", ""));
	}

	@ParameterizedTest
	@CsvSource({ "/a?b=c,/a", "a/b,/a/b", "'',/", "?x,/", "/a#b?c,/a", "/a?u=http://x,/a", "a:b,/a:b" })
	void takesThePathOfAUrl(String written, String path) {
		assertThat(BrowserRequest.of(null, "GET", written, List.of(), false).path()).isEqualTo(path);
	}

	@Test
	void refusesPathsThatAreNone() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BrowserRequest.of(null, "GET", "https://api.example.com/a", List.of(), false))
			.withMessageContaining("whole URL");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BrowserRequest.of(null, "GET", "/a".repeat(5000), List.of(), false))
			.withMessage("A path of 10000 characters is too long: servers accept 8192 at most.");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BrowserRequest.of(null, "X".repeat(8193), "/", List.of(), false))
			.withMessage("A method of 8193 characters is too long: servers accept 8192 at most.");
	}

}
