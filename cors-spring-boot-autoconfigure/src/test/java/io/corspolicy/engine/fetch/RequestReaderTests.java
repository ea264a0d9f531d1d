package io.corspolicy.engine.fetch;

import io.corspolicy.engine.TestRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestReader}: the origin under which an application was reached.
 */
class RequestReaderTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https | api.example.com | 443  | https://api.example.com
			https | API.Example.com |      | https://api.example.com
			https | api.example.com | 0    | https://api.example.com
			https | api.example.com | 1    | https://api.example.com:1
			https | api.example.com | 8443 | https://api.example.com:8443
			http  | api.example.com | 80   | http://api.example.com
			http  | api.example.com | 443  | http://api.example.com:443
			wss   | api.example.com | 443  | https://api.example.com
			https | ::1             | 8443 | https://[::1]:8443
			https | [::1]           | 443  | https://[::1]
			https |                 | 443  |
			https | ''              | 443  |
			      | api.example.com | 443  |
			""")
	void theOriginIsSerialisedAsByBrowsers(@Nullable String scheme, @Nullable String host, @Nullable String port,
			@Nullable String origin) {
		assertThat(TestRequest.Reader.INSTANCE.serverOrigin(TestRequest.reached(scheme, host, port))).isEqualTo(origin);
	}

}
