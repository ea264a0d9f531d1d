package io.corspolicy.engine.origin;

import java.util.List;

import io.corspolicy.engine.regex.OriginAutomaton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OriginIndex}: the first and the last of what is allowed, and their
 * neighbours.
 */
class OriginIndexTests {

	@ParameterizedTest
	@CsvSource({ "az+0.9-z://*.example.com, az+0.9-z://a.example.com",
			"https://*.example.com, https://az09-_.example.com", "https://*.example.com, https://a.b.example.com",
			"https://*.example.com., https://a.example.com.", "https://a-*.example.com, https://a-az09-.example.com",
			"https://*-a.example.com, https://b-a.example.com", "https://localhost:*, https://localhost",
			"http://[9:a0:f::]:*, http://[9:a0:f::]:8080", "http://[9:a0:f::]:*, http://[9:a0:f::]",
			"https://*.example.com:*, https://a.example.com:0", "https://*.example.com:*, https://a.example.com:65535",
			"https://*.example.com:*, https://a.example.com:80", "http://*.example.com:*, http://a.example.com:443",
			"httpx://*.example.com:*, httpx://a.example.com:443", "htt://*.example.com:*, htt://a.example.com:80",
			"ionic://*.example.com:*, ionic://a.example.com:443", "moz://*.example.com:*, moz://a.example.com:80",
			"https://*.example.com:8443, https://a.example.com:8443", "https://*.a, https://b.a" })
	void matches(String entry, String origin) throws MalformedOriginException {
		assertThat(match(entry, origin)).isEqualTo(entry.length());
	}

	@ParameterizedTest
	@CsvSource({ "https://*.example.com, https://`.example.com", "https://*.example.com, https://{.example.com",
			"https://*.example.com, https://A.example.com", "https://*.example.com, https://@.example.com",
			"https://*.example.com, https://a/.example.com", "https://*.example.com, https://.example.com",
			"https://*.example.com, https://a..example.com", "https://*.example.com, https://example.com",
			"https://*.example.com, https://a.example.com.", "https://*.example.com, https://aexample.com",
			"https://*.example.com, http://a.example.com", "https://*.example.com, shttps://a.example.com",
			"https://*.example.com, https:/a.example.com", "https://*.example.com, ://a.example.com",
			"https://*.example.com, https://a.example.com:8443", "https://*.example.com, https://a.example.com:443",
			"https://a-*.example.com, https://a-.example.com", "https://a-*.example.com, https://a-_.example.com",
			"https://a-*.example.com, https://a-b.c.example.com", "https://a-*.example.com, https://b-b.example.com",
			"https://a-*-b.example.com, https://a-b.example.com", "https://localhost:*, https://localhost:",
			"https://localhost:*, https://localhost:x", "https://localhost:*, https://localhost..",
			"https://localhost:*, https://", "https://localhost:*, https://:8080",
			"http://[9:a0:f::]:*, http://[9:a0:f::", "http://[9:a0:f::]:*, http://[9:a0:f::]x",
			"http://[9:a0:f::]:*, http://[9:a0:f::]:80", "http://[9:a0:f::]:*, http://[9:a0:g::]:8080",
			"https://*.example.com:*, https://a.example.com:65536", "https://*.example.com:*, https://a.example.com:00",
			"https://*.example.com:*, https://a.example.com:080", "https://*.example.com:*, https://a.example.com:443",
			"http://*.example.com:*, http://a.example.com:80" })
	void doesNotMatch(String entry, String origin) throws MalformedOriginException {
		assertThat(match(entry, origin)).isEqualTo(OriginIndex.NO_MATCH);
	}

	/** Whatever is known of an expression beforehand, it has the last word. */
	@ParameterizedTest
	@CsvSource({ "~https://a\\.example\\.com|https://b\\.example\\.org, https://a.example.com, true",
			"~https://a\\.example\\.com|https://b\\.example\\.org, https://b.example.org, true",
			"~https://a\\.example\\.com|https://b\\.example\\.org, https://b.example.com, false",
			"~https://[a-z]+\\.example\\.(com|org), https://a.example.org, true",
			"~https://[a-z]+\\.example\\.com(:[0-9]+)?, https://a.example.com:8443, true",
			"~https://[a-z]+\\.example\\.com, https://a.example.com, true",
			"~https://[a-z]+\\.example\\.com, https://a1.example.com, false",
			"~https://[a-z]+\\.example\\.com, https://example.com.a, false" })
	void expressions(String entry, String origin, boolean matches) throws MalformedOriginException {
		assertThat(match(entry, origin)).isEqualTo(matches ? OriginIndex.REGEX_MATCH : OriginIndex.NO_MATCH);
	}

	@Test
	void lengthIsBounded() throws MalformedOriginException {
		String origin = "https://" + "a.".repeat(150) + ".example.com".substring(1);
		assertThat(match("https://*.example.com", origin)).isNotEqualTo(OriginIndex.NO_MATCH);
		String longest = "https://a" + "a.".repeat(150) + "example.com";
		assertThat(longest).hasSize(OriginAutomaton.MAX_LENGTH);
		assertThat(match("https://*.example.com", longest)).isNotEqualTo(OriginIndex.NO_MATCH);
		assertThat(match("https://*.example.com", longest.replace("://", "://a"))).isEqualTo(OriginIndex.NO_MATCH);
	}

	private static int match(String entry, String origin) throws MalformedOriginException {
		return new OriginIndex(AllowedOrigins.of(List.of(OriginPatternParser.parse(entry)), false)).match(origin);
	}

}
