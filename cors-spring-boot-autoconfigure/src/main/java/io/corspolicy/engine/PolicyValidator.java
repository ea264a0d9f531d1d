package io.corspolicy.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds everything that is wrong with one policy.
 */
final class PolicyValidator {

	private static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	private final PolicySpec spec;

	private final Problems problems;

	PolicyValidator(PolicySpec spec, Problems problems) {
		this.spec = spec;
		this.problems = problems;
	}

	/**
	 * Validates the whole policy.
	 * @return the origin patterns that could be parsed
	 */
	List<OriginPattern> validate() {
		List<OriginPattern> patterns = validateOrigins();
		validateMethods();
		validateHeaders(Attribute.ALLOWED_HEADERS);
		validateHeaders(Attribute.EXPOSED_HEADERS);
		validateNumbers();
		validateCombinations(patterns);
		return patterns;
	}

	private List<OriginPattern> validateOrigins() {
		List<OriginPattern> patterns = new ArrayList<>();
		List<String> entries = list(Attribute.ALLOWED_ORIGINS);
		if (entries.isEmpty() && !this.spec.is(Attribute.ALLOW_NULL_ORIGIN)) {
			this.problems.add(ProblemCode.NO_ORIGINS, Attribute.ALLOWED_ORIGINS,
					(this.spec.get(Attribute.ALLOWED_ORIGINS) != null) ? entries : null,
					"a policy without origins would refuse every request.", "[\"https://app.example.com\"]");
		}
		for (int i = 0; i < entries.size(); i++) {
			try {
				patterns.add(OriginPattern.parse(entries.get(i)));
			}
			catch (OriginPattern.Malformed ex) {
				this.problems.add(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, i, entries.get(i), ex.reason(),
						ex.suggestion());
			}
		}
		return patterns;
	}

	private void validateMethods() {
		List<String> entries = this.spec.get(Attribute.ALLOWED_METHODS);
		if (entries == null) {
			return;
		}
		if (entries.isEmpty()) {
			this.problems.add(ProblemCode.EMPTY_LIST, Attribute.ALLOWED_METHODS, entries,
					"a policy without methods would refuse every request.", "[GET]");
		}
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			if (!Tokens.isToken(entry)) {
				this.problems.add(ProblemCode.INVALID_METHOD, Attribute.ALLOWED_METHODS, i, entry,
						"a method name is a token.", null);
			}
			else if (MethodNames.isForbidden(entry)) {
				this.problems.add(ProblemCode.INVALID_METHOD, Attribute.ALLOWED_METHODS, i, entry,
						"no page can use this method (Fetch, \"forbidden method\").", null);
			}
		}
	}

	private void validateHeaders(Attribute<List<String>> attribute) {
		List<String> entries = list(attribute);
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			if (!Tokens.isToken(entry)) {
				this.problems.add(ProblemCode.INVALID_HEADER, attribute, i, entry, "a header name is a token.", null);
			}
			else if (entry.toLowerCase(Locale.ROOT).startsWith("access-control-")) {
				this.problems.add(ProblemCode.INVALID_HEADER, attribute, i, entry,
						"the headers of the CORS protocol itself are the browser's and this library's.", null);
			}
		}
	}

	private void validateNumbers() {
		Duration maxAge = this.spec.get(Attribute.MAX_AGE);
		if (maxAge != null
				&& (maxAge.isNegative() || maxAge.compareTo(LONGEST_MAX_AGE) > 0 || maxAge.toNanosPart() != 0)) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge,
					"the time is in whole seconds from 0s to 24h.", maxAge.isNegative() ? "0s" : "24h");
		}
		Integer status = this.spec.get(Attribute.PREFLIGHT_STATUS);
		if (status != null && status != 200 && status != 204) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.PREFLIGHT_STATUS, status,
					"an allowed preflight is answered with 200 or 204.", "204");
		}
	}

	private void validateCombinations(List<OriginPattern> patterns) {
		boolean anyOrigin = patterns.stream().anyMatch((pattern) -> pattern.kind() == OriginPattern.Kind.ANY);
		boolean credentials = this.spec.is(Attribute.ALLOW_CREDENTIALS);
		if (credentials && anyOrigin) {
			int index = list(Attribute.ALLOWED_ORIGINS).indexOf("*");
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOWED_ORIGINS, index, "*",
					"any site could act as the signed-in user: with allow-credentials, origins must be named.",
					"[\"https://app.example.com\"]");
		}
		int exposedStar = list(Attribute.EXPOSED_HEADERS).indexOf("*");
		if (credentials && exposedStar >= 0) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.EXPOSED_HEADERS, exposedStar, "*",
					"with allow-credentials, browsers take * for the name of a header: name the headers.", null);
		}
		if (credentials && this.spec.is(Attribute.ALLOW_NULL_ORIGIN)) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOW_NULL_ORIGIN, true,
					"any site can have the origin \"null\" in a sandboxed frame, so it must not have credentials.",
					"false");
		}
		if (this.spec.is(Attribute.SEND_WITHOUT_ORIGIN)) {
			if (!anyOrigin || credentials) {
				this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.SEND_WITHOUT_ORIGIN, true,
						"only a policy for any origin (*) without credentials has one answer for all requests.",
						"false");
			}
			if (this.spec.is(Attribute.REJECT_DISALLOWED)) {
				this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.SEND_WITHOUT_ORIGIN, true,
						"a policy with reject-disallowed has more than one answer.", "false");
			}
		}
	}

	private List<String> list(Attribute<List<String>> attribute) {
		List<String> entries = this.spec.effective(attribute);
		return (entries != null) ? entries : List.of();
	}

}
