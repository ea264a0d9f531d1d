package io.corspolicy.test;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which request headers need no preflight.
 */
class SafelistedRequestHeadersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			Accept           | */*                                        | true
			ACCEPT           | text/html, application/json;q=0.9          | true
			Accept           | ~~                                         | true
			Accept           | text/html"                                 | false
			Accept           | (                                          | false
			Accept           | a:b                                        | false
			Accept           | a<b                                        | false
			Accept           | a>b                                        | false
			Accept           | a?b                                        | false
			Accept           | a@b                                        | false
			Accept           | a[b                                        | false
			Accept           | a\\b                                       | false
			Accept           | a]b                                        | false
			Accept           | a{b                                        | false
			Accept           | a}b                                        | false
			Accept           | a)b                                        | false
			Accept           | a\u007Fb                                   | false
			Accept           | a\u0001b                                   | false
			Accept           | a\tb                                       | true
			Accept           | a\u00FCb                                   | true
			Accept-Language  | de-AT, de;q=0.9, *;q=0.5                   | true
			Accept-Language  | azAZ09 *,-.;=                              | true
			Accept-Language  | en@                                        | false
			Accept-Language  | [                                          | false
			Accept-Language  | `                                          | false
			Accept-Language  | {                                          | false
			Accept-Language  | /                                          | false
			Accept-Language  | :                                          | false
			Accept-Language  | en_US                                      | false
			Accept-Language  | a\tb                                       | false
			Content-Language | de, en                                     | true
			Content-Language | d\u00FC                                    | false
			Content-Type     | text/plain                                 | true
			Content-Type     | TEXT/Plain; charset=utf-8                  | true
			Content-Type     | application/x-www-form-urlencoded          | true
			Content-Type     | multipart/form-data; boundary=x            | true
			Content-Type     | text/plain ;x                              | true
			Content-Type     | text/plain;charset="utf-8"                 | false
			Content-Type     | text/plain;"{}"                            | false
			Content-Type     | application/json                           | false
			Content-Type     | text/plain, application/json               | false
			Content-Type     | text /plain                                | false
			Content-Type     | text                                       | false
			Content-Type     | text/                                      | false
			Content-Type     | /plain                                     | false
			Content-Type     | ~~                                         | false
			Range            | bytes=0-                                   | true
			Range            | bytes=0-499                                | true
			Range            | bytes=7-7                                  | true
			Range            | bytes=99999999999999999999-99999999999999999999 | true
			Range            | bytes=8-7                                  | false
			Range            | bytes=-500                                 | false
			Range            | bytes=0-1,3-4                              | false
			Range            | bytes = 0-1                                | false
			Range            | bytes=0 -1                                 | false
			Range            | Bytes=0-1                                  | false
			Range            | bytes=-                                    | false
			Range            | bytes=1                                    | false
			Range            | items=0-1                                  | false
			Authorization    | Basic YTpi                                 | false
			X-Trace          | 1                                          | false
			Save-Data        | on                                         | false
			DPR              | 1                                          | false
			User-Agent       | me                                         | false
			If-None-Match    | *                                          | false
			Origin           | https://a.example                          | false
			""")
	void header(String name, String value, boolean safelisted) {
		assertThat(SafelistedRequestHeaders.isSafelisted(name, value)).isEqualTo(safelisted);
	}

	@ParameterizedTest
	@CsvSource({ "Accept, 128, true", "Accept, 129, false", "Accept-Language, 128, true",
			"Accept-Language, 129, false" })
	void lengthOfAValue(String name, int length, boolean safelisted) {
		assertThat(SafelistedRequestHeaders.isSafelisted(name, "a".repeat(length))).isEqualTo(safelisted);
	}

	@Test
	void lengthOfAllValues() {
		HeaderList headers = HeaderList.empty();
		for (int i = 0; i < 8; i++) {
			headers = headers.with("Accept", "a".repeat(128));
		}
		assertThat(SafelistedRequestHeaders.unsafeNames(headers)).isEmpty();
		assertThat(SafelistedRequestHeaders.unsafeNames(headers.with("Range", "bytes=0-").with("X-A", "1")))
			.containsExactly("accept", "range", "x-a");
	}

	/** As Chromium, Firefox and WebKitGTK were seen to send them. */
	@Test
	void unsafeNamesAreInLowerCaseSortedAndUnique() {
		HeaderList headers = HeaderList.empty()
			.with("X-Zebra", "1")
			.with("x-alpha-2", "1")
			.with("X-Requested-With", "XMLHttpRequest")
			.with("Accept", "*/*")
			.with("If-None-Match", "*")
			.with("X-Alpha", "1")
			.with("x-alpha", "2")
			.with("Content-Type", "application/json")
			.with("Authorization", "Bearer x");
		assertThat(String.join(",", SafelistedRequestHeaders.unsafeNames(headers)))
			.isEqualTo("authorization,content-type,if-none-match,x-alpha,x-alpha-2,x-requested-with,x-zebra");
	}

	@Test
	void everyTokenIsAName() {
		assertThat(SafelistedRequestHeaders.unsafeNames(HeaderList.empty().with("X!#$%&'*+-.^_`|~Z", "1")))
			.containsExactly("x!#$%&'*+-.^_`|~z");
	}

}
