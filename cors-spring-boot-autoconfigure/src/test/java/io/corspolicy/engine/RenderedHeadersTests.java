package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RenderedHeaders}.
 */
class RenderedHeadersTests {

	private static final String APP = "https://app.example.com";

	private static final RenderedHeaders HEADERS = RenderedHeaders.builder()
		.addOrigin("Access-Control-Allow-Origin")
		.add("Access-Control-Allow-Credentials", "true")
		.add("Cross-Origin-Resource-Policy", "same-site")
		.add("Access-Control-Expose-Headers", "")
		.add("Access-Control-Max-Age", null)
		.vary("Origin")
		.build();

	private static final String WRITTEN = "Access-Control-Allow-Origin: " + APP
			+ "|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site|Vary: Origin";

	@Test
	void whatIsEmptyIsNoField() {
		assertThat(HEADERS.names()).containsExactly("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
				"Cross-Origin-Resource-Policy");
		assertThat(HEADERS.toMap(APP)).containsExactly(Map.entry("Access-Control-Allow-Origin", APP),
				Map.entry("Access-Control-Allow-Credentials", "true"),
				Map.entry("Cross-Origin-Resource-Policy", "same-site"), Map.entry("Vary", "Origin"));
		assertThat(HEADERS.toMap(null)).doesNotContainKey("Access-Control-Allow-Origin").hasSize(3);
		assertThat(RenderedHeaders.builder().build().toMap(APP)).isEmpty();
	}

	@Test
	void namesAreCaseInsensitive() {
		assertThat(HEADERS.contains("access-control-allow-origin")).isTrue();
		assertThat(HEADERS.contains("CROSS-ORIGIN-RESOURCE-POLICY")).isTrue();
		assertThat(HEADERS.contains("Vary")).isFalse();
		assertThat(HEADERS.contains(null)).isFalse();
	}

	@Test
	void oneFieldIsKeptWithVary() {
		assertThat(HEADERS.only("Cross-Origin-Resource-Policy").toMap(APP))
			.containsExactly(Map.entry("Cross-Origin-Resource-Policy", "same-site"), Map.entry("Vary", "Origin"));
		assertThat(HEADERS.only("Access-Control-Max-Age").toMap(APP)).containsExactly(Map.entry("Vary", "Origin"));
		assertThat(RenderedHeaders.builder().add("A", "1").add("B", "2").build().only("A").toMap(APP))
			.containsExactly(Map.entry("A", "1"));
	}

	@Test
	void sameNamesValuesAndVaryAreTheSame() {
		RenderedHeaders one = RenderedHeaders.builder().add("A", "1").vary("Origin").build();
		assertThat(one.isSameAs(RenderedHeaders.builder().add("A", "1").vary("Origin").build())).isTrue();
		assertThat(one.isSameAs(RenderedHeaders.builder().add("B", "1").vary("Origin").build())).isFalse();
		assertThat(one.isSameAs(RenderedHeaders.builder().add("A", "2").vary("Origin").build())).isFalse();
		assertThat(one.isSameAs(RenderedHeaders.builder().add("A", "1").build())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { WRITTEN, WRITTEN + "|Content-Type: text/plain", "Date: now|" + WRITTEN,
			WRITTEN + ", Accept", "Vary: Origin|Access-Control-Allow-Origin: " + APP
					+ "|X: y|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site" })
	void areWritten(String fields) {
		assertThat(areWritten(HEADERS, fields, APP)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Access-Control-Allow-Origin: " + APP, WRITTEN + "|Vary: Accept",
			WRITTEN + "|Access-Control-Allow-Origin: " + APP, WRITTEN + "|access-control-allow-origin: *",
			WRITTEN + "|Access-Control-Expose-Headers: *", WRITTEN + "|access-control-max-age: 1",
			"Access-Control-Allow-Origin: " + APP
					+ "|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site",
			"Access-Control-Allow-Origin: " + APP
					+ "|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site|Vary: Accept, Origin",
			"Access-Control-Allow-Origin: " + APP
					+ "|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site|Vary: Origins",
			"Access-Control-Allow-Origin: " + APP + "|Cross-Origin-Resource-Policy: same-site|Vary: Origin",
			"Access-Control-Allow-Origin: *|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site"
					+ "|Vary: Origin",
			"Access-Control-Allow-Origin: " + APP
					+ "|Access-Control-Allow-Credentials: false|Cross-Origin-Resource-Policy: same-site|Vary: Origin",
			"access-control-allow-origin: " + APP
					+ "|Access-Control-Allow-Credentials: true|Cross-Origin-Resource-Policy: same-site|Vary: Origin",
			// In another order, which only others could have made.
			"Access-Control-Allow-Credentials: true|Access-Control-Allow-Origin: " + APP
					+ "|Cross-Origin-Resource-Policy: same-site|Vary: Origin",
			WRITTEN + "|Cross-Origin-Resource-Policy: same-site" })
	void areNotWritten(String fields) {
		assertThat(areWritten(HEADERS, fields, APP)).isFalse();
	}

	@Test
	void withoutAnOriginOrVaryOtherFieldsMayBeThere() {
		assertThat(areWritten(HEADERS, WRITTEN, null)).isFalse();
		RenderedHeaders one = RenderedHeaders.builder().add("Access-Control-Allow-Origin", "*").build();
		assertThat(areWritten(one, "Access-Control-Allow-Origin: *", null)).isTrue();
		assertThat(areWritten(one, "Access-Control-Allow-Origin: *|Vary: Accept|Vary: Origin", APP)).isTrue();
		assertThat(areWritten(one, "Access-Control-Allow-Origin: " + APP, APP)).isFalse();
		assertThat(areWritten(RenderedHeaders.builder().build(), "Vary: Accept", APP)).isTrue();
		assertThat(areWritten(RenderedHeaders.builder().build(), "Access-Control-Allow-Origin: *", APP)).isFalse();
		assertThat(areWritten(RenderedHeaders.builder().vary("Origin").build(), "vary: Origin", null)).isTrue();
	}

	private static boolean areWritten(RenderedHeaders headers, String fields, @Nullable String origin) {
		List<Map.Entry<String, CharSequence>> entries = new ArrayList<>();
		for (String field : fields.isEmpty() ? new String[0] : fields.split("\\|")) {
			int colon = field.indexOf(": ");
			entries.add(Map.entry(field.substring(0, colon), new StringBuilder(field.substring(colon + 2))));
		}
		return headers.areWritten(entries.iterator(), origin);
	}

}
