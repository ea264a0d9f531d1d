package io.corspolicy.test;

import java.time.Duration;
import java.util.List;

/**
 * How long a preflight is remembered
 * (<a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch, "CORS-preflight
 * fetch"</a>, steps 7.8 to 7.10).
 */
final class MaxAge {

	private static final Duration DEFAULT = Duration.ofSeconds(5);

	private final Duration limit;

	private final BrowserRules rules;

	MaxAge(Duration limit, BrowserRules rules) {
		this.limit = limit;
		this.rules = rules;
	}

	Duration of(HeaderList headers) {
		List<String> lines = headers.values("Access-Control-Max-Age");
		Duration maxAge = (lines.size() == 1) ? parse(lines.get(0)) : DEFAULT;
		return (maxAge.compareTo(this.limit) > 0) ? this.limit : maxAge;
	}

	/**
	 * {@code delta-seconds}
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2">RFC 9111, section
	 * 1.2.2</a>), however large.
	 */
	private Duration parse(String value) {
		if (FieldSyntax.isNumber(value)) {
			String digits = value.replaceFirst("^0+(?=.)", "");
			return (digits.length() > 9) ? this.limit : Duration.ofSeconds(Long.parseLong(digits));
		}
		boolean negative = value.startsWith("-") && FieldSyntax.isNumber(value.substring(1));
		return (negative && this.rules.negativeMaxAgeIsZero()) ? Duration.ZERO : DEFAULT;
	}

}
