package io.corspolicy.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.origin.AllowedOrigins;
import io.corspolicy.engine.origin.MalformedOriginException;
import io.corspolicy.engine.origin.OriginCorrections;
import io.corspolicy.engine.origin.OriginPattern;
import io.corspolicy.engine.origin.OriginPatternParser;

/**
 * Finds every problem of one policy.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
 * "CORS protocol and credentials"</a>
 */
final class PolicyValidator {

	private static final String EXAMPLE_ORIGIN = "https://app.example.com";

	private static final String EXAMPLE_REGEX = "~https://pr-[0-9]+\\.example\\.com";

	private final PolicySpec spec;

	private final Problems problems;

	private final boolean credentials;

	PolicyValidator(PolicySpec spec, Problems problems) {
		this.spec = spec;
		this.problems = problems;
		this.credentials = spec.is(Attribute.ALLOW_CREDENTIALS);
	}

	/**
	 * Validates the whole policy.
	 * @return the origins that could be parsed
	 */
	AllowedOrigins validate() {
		AllowedOrigins origins = validateOrigins();
		new HostValidator(this.spec, this.problems).validate(origins);
		new NameValidator(this.spec, this.problems).validate();
		validateNumbers();
		validateCombinations(origins.isAny());
		return origins;
	}

	private AllowedOrigins validateOrigins() {
		List<String> entries = this.spec.list(Attribute.ALLOWED_ORIGINS);
		AllowedOrigins origins = new AllowedOrigins(entries.size(), this.spec.is(Attribute.ALLOW_NULL_ORIGIN));
		if (entries.isEmpty() && !this.spec.is(Attribute.ALLOW_NULL_ORIGIN) && this.spec.is(Attribute.ENABLED)) {
			this.problems.addWithExample(ProblemCode.NO_ORIGINS, Attribute.ALLOWED_ORIGINS,
					(this.spec.get(Attribute.ALLOWED_ORIGINS) != null) ? entries : null,
					"a policy without origins would refuse every request: name the origins of the pages that call"
							+ " the application.",
					Edit.set(Attribute.ALLOWED_ORIGINS, List.of(EXAMPLE_ORIGIN)));
		}
		OriginSecurity security = new OriginSecurity(this.spec, this.problems);
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			ListWord word = ListWord.of(entry);
			if (word != null) {
				word(word, i, entry);
				continue;
			}
			// The class has many regular expressions, which are compiled only if needed.
			List<String> together = (entry.indexOf('[') >= 0) ? OriginCorrections.together(entries, i) : List.of(entry);
			try {
				OriginPattern pattern = OriginPatternParser.parse(String.join(",", together));
				origins.add(pattern);
				security.check(pattern, i);
			}
			catch (MalformedOriginException ex) {
				malformed(i, together, ex, security);
			}
			i += together.size() - 1;
		}
		if (origins.isAny() && !entries.stream().allMatch("*"::equals)) {
			this.problems.warn(ProblemCode.INEFFECTIVE, Attribute.ALLOWED_ORIGINS, entries.indexOf("*"), "*",
					"* makes the other allowed-origins redundant: write it alone, or leave it out if only the others"
							+ " are meant.");
		}
		return origins;
	}

	private void word(ListWord word, int index, String entry) {
		if (word == ListWord.ANY && !this.credentials) {
			this.problems.add(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry,
					"any origin is written as *, others are named one by one.",
					Edit.set(Attribute.ALLOWED_ORIGINS, index, "*"));
			return;
		}
		String reason = switch (word) {
			case ANY, YES -> this.credentials ? "with allow-credentials, the origins are named one by one."
					: "the value is a list: any origin is written as *, others are named one by one.";
			case NONE -> "a policy that is to allow no origin is left out.";
			case SELF -> "the application's own origin is always allowed: only others are listed.";
		};
		boolean others = this.spec.list(Attribute.ALLOWED_ORIGINS).size() > 1;
		if (others && (word == ListWord.NONE || word == ListWord.SELF)) {
			this.problems.add(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry, reason,
					Edit.remove(Attribute.ALLOWED_ORIGINS, index));
		}
		else {
			this.problems.addWithExample(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry, reason,
					Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
		}
	}

	private void malformed(int index, List<String> together, MalformedOriginException found, OriginSecurity security) {
		String entry = String.join(",", together);
		MalformedOriginException malformed = OriginCorrections.explain(entry, found);
		ProblemCode code = ProblemCode.of(malformed.fault(), ProblemCode.INVALID_ORIGIN);
		List<String> replacements = OriginPatternParser.replacements(malformed);
		if (!replacements.stream().allMatch((corrected) -> OriginCorrections.follows(entry, corrected))) {
			replacements = List.of();
		}
		if (malformed.isOpaque() && !this.credentials) {
			this.problems.add(code, Attribute.ALLOWED_ORIGINS, index, entry, malformed.reason(),
					Edit.remove(Attribute.ALLOWED_ORIGINS, index), Edit.set(Attribute.ALLOW_NULL_ORIGIN, true));
		}
		else if (malformed.isOpaque()) {
			this.problems.addWithExample(code, Attribute.ALLOWED_ORIGINS, index, entry,
					malformed.reason() + " Beside allow-credentials it can't be allowed: any page can have it.",
					Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
		}
		else if (replacements.isEmpty() || !replacements.stream().allMatch(security::accepts)) {
			String example = replacements.isEmpty() ? malformed.example() : replacements.get(0);
			this.problems.addWithExample(code, Attribute.ALLOWED_ORIGINS, index, entry, malformed.reason(),
					Edit.set(Attribute.ALLOWED_ORIGINS, index, (example != null) ? example : EXAMPLE_ORIGIN));
		}
		else {
			List<Edit> fix = new ArrayList<>(List.of(Edit.replace(Attribute.ALLOWED_ORIGINS, index, replacements)));
			for (int i = 1; i < together.size(); i++) {
				fix.add(Edit.remove(Attribute.ALLOWED_ORIGINS, index + i));
			}
			this.problems.add(code, Attribute.ALLOWED_ORIGINS, index, entry, malformed.reason(),
					fix.toArray(Edit[]::new));
		}
	}

	private void validateNumbers() {
		Duration maxAge = this.spec.get(Attribute.MAX_AGE);
		if (maxAge != null) {
			validateMaxAge(maxAge);
		}
		Integer status = this.spec.get(Attribute.PREFLIGHT_STATUS);
		if (status != null && status != 200 && status != 204) {
			this.problems.addWithExample(ProblemCode.OUT_OF_RANGE, Attribute.PREFLIGHT_STATUS, status,
					"an allowed preflight is answered with 200 or 204.", Edit.set(Attribute.PREFLIGHT_STATUS, 204));
		}
	}

	private void validateMaxAge(Duration maxAge) {
		Duration thousandth = maxAge.dividedBy(1000);
		// A bare number is likely to have been meant in milliseconds if it is a round
		// time.
		boolean milliseconds = thousandth.compareTo(Attribute.LONGEST_MAX_AGE) <= 0
				&& thousandth.toMillis() % 60_000 == 0;
		if (maxAge.compareTo(Attribute.LONGEST_MAX_AGE) > 0 && milliseconds) {
			this.problems.addWithExample(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge,
					"the time is from 0s to 24h, and a bare number is seconds: as milliseconds this would be "
							+ AttributeParser.format(thousandth) + ".",
					Edit.set(Attribute.MAX_AGE, thousandth));
		}
		else if (maxAge.isNegative() || maxAge.compareTo(Attribute.LONGEST_MAX_AGE) > 0) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge,
					"the time is from 0s to 24h; a bare number is seconds.",
					Edit.set(Attribute.MAX_AGE, maxAge.isNegative() ? Duration.ZERO : Attribute.LONGEST_MAX_AGE));
		}
		else if (maxAge.toNanosPart() != 0) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge, "the time is in whole seconds.",
					Edit.set(Attribute.MAX_AGE, Duration.ofSeconds(maxAge.toSeconds())));
		}
	}

	private void validateCombinations(boolean anyOrigin) {
		if (this.credentials && anyOrigin) {
			anyOriginWithCredentials();
		}
		int exposedStar = this.spec.list(Attribute.EXPOSED_HEADERS).indexOf("*");
		if (this.credentials && exposedStar >= 0) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.EXPOSED_HEADERS, exposedStar, "*",
					"with allow-credentials, browsers take * for the name of a header: name the headers.",
					Edit.remove(Attribute.EXPOSED_HEADERS, exposedStar));
		}
		if (this.credentials && this.spec.is(Attribute.ALLOW_NULL_ORIGIN)) {
			nullOriginWithCredentials();
		}
		if (this.spec.is(Attribute.SEND_WITHOUT_ORIGIN)) {
			validateSendWithoutOrigin(anyOrigin);
		}
	}

	private void anyOriginWithCredentials() {
		List<String> entries = this.spec.list(Attribute.ALLOWED_ORIGINS);
		int index = entries.indexOf("*");
		String reason = "with allow-credentials, any site could act as the signed-in user: name the origins.";
		if (entries.stream().allMatch("*"::equals)) {
			this.problems.addWithExample(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOWED_ORIGINS, index, "*",
					reason, Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
		}
		else {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOWED_ORIGINS, index, "*", reason,
					Edit.remove(Attribute.ALLOWED_ORIGINS, index));
		}
	}

	private void nullOriginWithCredentials() {
		String reason = "with allow-credentials, any site could act as the signed-in user: in a sandboxed frame"
				+ " everybody's origin is \"null\".";
		if (this.spec.list(Attribute.ALLOWED_ORIGINS).isEmpty()) {
			this.problems.addWithExample(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOW_NULL_ORIGIN, true,
					reason + " Name the origins.", Edit.set(Attribute.ALLOW_NULL_ORIGIN, false),
					Edit.set(Attribute.ALLOWED_ORIGINS, List.of(EXAMPLE_ORIGIN)));
		}
		else {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOW_NULL_ORIGIN, true, reason,
					Edit.set(Attribute.ALLOW_NULL_ORIGIN, false));
		}
	}

	private void validateSendWithoutOrigin(boolean anyOrigin) {
		Edit off = Edit.set(Attribute.SEND_WITHOUT_ORIGIN, false);
		if (!anyOrigin || this.credentials) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.SEND_WITHOUT_ORIGIN, true,
					"only a policy for any origin (*) without credentials has one answer for all requests.", off);
		}
		if (this.spec.is(Attribute.REJECT_DISALLOWED)) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.SEND_WITHOUT_ORIGIN, true,
					"a policy with reject-disallowed has more than one answer.", off);
		}
	}

}
