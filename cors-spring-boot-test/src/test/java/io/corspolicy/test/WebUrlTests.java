package io.corspolicy.test;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * URLs and origins, as browsers read and write them.
 */
class WebUrlTests {

	/** The first block was seen in Chromium, Firefox and WebKit. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://LocalHost:80                   | http://localhost
			http://[0:0:0:0:0:0:0:1]:8081         | http://[::1]:8081
			http://127.1:8083                     | http://127.0.0.1:8083
			http://0x7f000001:8083                | http://127.0.0.1:8083
			http://b\u00FCcher.localhost          | http://xn--bcher-kva.localhost
			http://under_score.localhost          | http://under_score.localhost
			http://localhost.:8081                | http://localhost.:8081
			chrome-extension://abcdefghijklmnop/x | chrome-extension://abcdefghijklmnop
			file:///home/me/page.html             | null
			data:text/html,x                      | null

			https://app.example.com/a?b#c         | https://app.example.com
			HTTPS://App.Example.COM:443           | https://app.example.com
			https://example.com:80                | https://example.com:80
			http://example.com:443                | http://example.com:443
			http://example.com:                   | http://example.com
			http://example.com:0080               | http://example.com
			https:example.com                     | https://example.com
			https:\\\\example.com\\x              | https://example.com
			https://user:word@example.com         | https://example.com
			https://user@a@example.com            | https://example.com
			http://0177.0.0.1                     | http://127.0.0.1
			http://256                            | http://0.0.1.0
			http://0x                             | http://0.0.0.0
			http://1.2.3.4.                       | http://1.2.3.4
			http://[2001:DB8:0:0:1:0:0:1]         | http://[2001:db8::1:0:0:1]
			http://[::ffff:1.2.3.4]               | http://[::ffff:102:304]
			http://[1:0:2:3:4:5:6:7]              | http://[1:0:2:3:4:5:6:7]
			http://[::]                           | http://[::]
			capacitor://localhost                 | capacitor://localhost
			app://.                               | app://.
			app://                                | app://
			app:///index.html                     | app://
			file://                               | file://
			Safari-Web-Extension://E2A1-b/x       | safari-web-extension://E2A1-b
			""")
	void originOfAPage(String address, String origin) {
		assertThat(WebUrl.parse(address).origin().serialised()).isEqualTo(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "example.com", "//example.com", "https://", "https://a b", "http://a:65536",
			"http://a:x", "http://1.2.3.256", "http://1.2.3.4.5", "http://09", "http://[::1", "http://[1::2::3]",
			"http://[1:2:3:4:5:6:7]", "http://[12345::]", "http://a%2eb", "http://stra\u00DFe.example", "mailto:a@b",
			"null" })
	void noUrl(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> WebUrl.parse(text));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			/x                    | http://a.example/x
			x                     | http://a.example/b/x
			../x                  | http://a.example/x
			../../../x            | http://a.example/x
			.                     | http://a.example/b/
			%2e%2E/x              | http://a.example/x
			?y=1                  | http://a.example/b/c?y=1
			#f                    | http://a.example/b/c?q
			~~                    | http://a.example/b/c?q
			//b.example/x         | http://b.example/x
			\\\\b.example\\x      | http://b.example/x
			https://b.example     | https://b.example/
			http:x                | http://a.example/b/x
			http:/x               | http://a.example/x
			/a b"<>`{}?a b'"<>    | http://a.example/a%20b%22%3C%3E%60%7B%7D?a%20b%27%22%3C%3E
			/\u00FC?\u00FC        | http://a.example/%C3%BC?%C3%BC
			/a[b]^                | http://a.example/a[b]%5E
			""")
	void reference(String reference, String url) {
		assertThat(WebUrl.parse("http://a.example/b/c?q").resolve(reference).serialised()).isEqualTo(url);
	}

	@Test
	void uriFormIsWhatAUriCanHold() {
		assertThat(new WireRequest("GET", "http://a.example/a|b[c]?%zz^", HeaderList.empty(), null).uri())
			.hasToString("http://a.example/a%7Cb%5Bc%5D?%25zz%5E");
	}

	@Test
	void opaqueOriginsAreTheSameAsNoOther() {
		WebOrigin opaque = WebOrigin.opaque();
		assertThat(opaque.isSameOrigin(opaque)).isTrue();
		assertThat(opaque.isSameOrigin(WebOrigin.opaque())).isFalse();
		assertThat(opaque.isSameOrigin(WebUrl.parse("http://a.example").origin())).isFalse();
		assertThat(WebUrl.parse("http://a.example").origin().isSameOrigin(opaque)).isFalse();
		assertThat(opaque.isSameSite(WebOrigin.opaque())).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://a.example.com    | https://b.example.com       | true
			https://example.com      | https://b.example.com:8443  | true
			https://example.com      | http://example.com          | false
			https://example.com      | https://example.org         | false
			https://notexample.com   | https://example.com         | false
			http://localhost:1       | http://localhost:2          | true
			http://app.localhost     | http://api.localhost        | false
			http://app.localhost     | http://app.localhost:81     | true
			http://127.0.0.1:1       | http://127.0.0.1:2          | true
			http://10.0.0.1          | http://20.0.0.1             | false
			http://[::1]:1           | http://[::1]:2              | true
			http://localhost         | http://127.0.0.1            | false
			http://a.example.com.    | http://b.example.com.       | true
			http://a.example.com.    | http://a.example.com        | false
			""")
	void site(String one, String other, boolean same) {
		assertThat(WebUrl.parse(one).origin().isSameSite(WebUrl.parse(other).origin())).isEqualTo(same);
	}

	@ParameterizedTest
	@CsvSource({ "https://name.test, true", "http://name.test, false", "http://localhost, true",
			"http://a.localhost, true", "http://127.0.0.1, true", "http://127.8.8.8, true", "http://[::1], true",
			"http://10.0.0.1, false", "http://localhost., true", "http://127.evil.test, false",
			"http://notlocalhost, false" })
	void trustworthy(String origin, boolean trustworthy) {
		assertThat(WebUrl.parse(origin).origin().isTrustworthy()).isEqualTo(trustworthy);
	}

}
