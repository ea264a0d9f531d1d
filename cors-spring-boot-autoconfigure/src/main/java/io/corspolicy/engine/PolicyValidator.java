package io.corspolicy.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with one policy.
 */
final class PolicyValidator {

	private static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	private static final String EXAMPLE_ORIGIN = "https://app.example.com";

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
		new NameValidator(this.spec, this.problems).validate();
		validateNumbers();
		validateCombinations(origins.isAny());
		return origins;
	}

	private AllowedOrigins validateOrigins() {
		List<String> entries = this.spec.list(Attribute.ALLOWED_ORIGINS);
		AllowedOrigins origins = new AllowedOrigins(entries.size(), this.spec.is(Attribute.ALLOW_NULL_ORIGIN));
		if (entries.isEmpty() && !this.spec.is(Attribute.ALLOW_NULL_ORIGIN)) {
			this.problems.add(ProblemCode.NO_ORIGINS, Attribute.ALLOWED_ORIGINS,
					(this.spec.get(Attribute.ALLOWED_ORIGINS) != null) ? entries : null,
					"a policy without origins would refuse every request.",
					Edit.set(Attribute.ALLOWED_ORIGINS, List.of(EXAMPLE_ORIGIN)));
		}
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			ListWord word = ListWord.of(entry);
			if (word != null) {
				word(word, i, entry);
				continue;
			}
			try {
				OriginPattern pattern = OriginPatternParser.parse(entry);
				origins.add(pattern);
				validateSecurity(pattern, i);
			}
			catch (MalformedOriginException ex) {
				this.problems.add(ex.code(), Attribute.ALLOWED_ORIGINS, i, entry, ex.reason(),
						ex.isOpaque() ? allowNull(i) : replace(Attribute.ALLOWED_ORIGINS, i, ex.replacements()));
			}
		}
		if (origins.isAny() && !entries.stream().allMatch("*"::equals)) {
			this.problems.warn(ProblemCode.INEFFECTIVE, Attribute.ALLOWED_ORIGINS, entries.indexOf("*"), "*",
					"* makes the other allowed-origins redundant: write it alone, or leave it out if only the others"
							+ " are meant.");
		}
		return origins;
	}

	private void word(ListWord word, int index, String entry) {
		String reason = switch (word) {
			case ANY, YES -> this.credentials ? "with allow-credentials, the origins are named one by one."
					: "any origin is written as *, others are named one by one.";
			case NONE -> "a policy that is to allow no origin is left out.";
			case SELF -> "the application's own origin is always allowed: only others are listed.";
		};
		boolean any = word == ListWord.ANY && !this.credentials;
		this.problems.add(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry, reason,
				replace(Attribute.ALLOWED_ORIGINS, index, any ? List.of("*") : List.of()));
	}

	private Edit[] allowNull(int index) {
		Edit remove = Edit.remove(Attribute.ALLOWED_ORIGINS, index);
		return this.credentials ? replace(Attribute.ALLOWED_ORIGINS, index, List.of())
				: new Edit[] { remove, Edit.set(Attribute.ALLOW_NULL_ORIGIN, true) };
	}

	private void validateSecurity(OriginPattern pattern, int index) {
		if (pattern.kind() == OriginPattern.Kind.REGEX) {
			validateRegexSecurity(pattern, index);
			return;
		}
		if (this.credentials && pattern.scheme().equals("http") && !IpAddresses.isLoopback(pattern.host())
				&& !this.spec.is(Attribute.TOLERATE_INSECURE_ORIGINS)) {
			insecureOrigin(pattern.text(), index, "https" + pattern.text().substring("http".length()));
		}
		// Within one label of a name that anybody can register, a wildcard never belongs.
		boolean wide = pattern.kind() == OriginPattern.Kind.PARTIAL_LABEL
				|| (this.credentials && pattern.kind() == OriginPattern.Kind.SUBDOMAINS);
		if (wide && !this.spec.is(Attribute.TOLERATE_PUBLIC_SUFFIXES) && !IpAddresses.isLoopback(pattern.host())
				&& PublicSuffixes.isShared(pattern.host())) {
			publicSuffix(pattern, index);
		}
	}

	private void validateRegexSecurity(OriginPattern pattern, int index) {
		if (!this.credentials) {
			return;
		}
		String text = pattern.text();
		if (!this.spec.is(Attribute.TOLERATE_INSECURE_ORIGINS) && !OriginRegex.beginsWith(text, "https://")) {
			this.problems
				.add(ProblemCode.INSECURE_ORIGIN, Attribute.ALLOWED_ORIGINS, index, text,
						"with allow-credentials, a regular expression begins with https:// and has no alternatives"
								+ " outside of parentheses.",
						Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
			return;
		}
		String domain = OriginRegex.hasAlternatives(text) ? "" : OriginRegex.literalDomain(text);
		boolean registrable = !domain.isEmpty() && (IpAddresses.isLoopback(domain) || isRegistrable(domain));
		if (!this.spec.is(Attribute.TOLERATE_PUBLIC_SUFFIXES) && !registrable) {
			this.problems.add(ProblemCode.PUBLIC_SUFFIX, Attribute.ALLOWED_ORIGINS, index, text,
					"with allow-credentials, a regular expression ends in a domain that is written out, such as"
							+ " \\.example\\.com.",
					Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
		}
	}

	private static boolean isRegistrable(String domain) {
		return PublicSuffixes.registrableDomain(domain) != null && !PublicSuffixes.isShared(domain);
	}

	private void insecureOrigin(String entry, int index, String secure) {
		this.problems.add(ProblemCode.INSECURE_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry,
				"with allow-credentials, anybody on the network could pose as an http origin and act as the"
						+ " signed-in user.",
				Edit.set(Attribute.ALLOWED_ORIGINS, index, secure));
	}

	private void publicSuffix(OriginPattern pattern, int index) {
		// No name under the suffix is safe to suggest: it may be a stranger's.
		this.problems.add(ProblemCode.PUBLIC_SUFFIX, Attribute.ALLOWED_ORIGINS, index, pattern.text(),
				"anybody can get a site under " + pattern.host() + ", which is a public suffix: name your own.",
				Edit.set(Attribute.ALLOWED_ORIGINS, index, EXAMPLE_ORIGIN));
	}

	private void validateNumbers() {
		Duration maxAge = this.spec.get(Attribute.MAX_AGE);
		if (maxAge != null && (maxAge.isNegative() || maxAge.compareTo(LONGEST_MAX_AGE) > 0)) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge, "the time is from 0s to 24h.",
					Edit.set(Attribute.MAX_AGE, maxAge.isNegative() ? Duration.ZERO : LONGEST_MAX_AGE));
		}
		else if (maxAge != null && maxAge.toNanosPart() != 0) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.MAX_AGE, maxAge, "the time is in whole seconds.",
					Edit.set(Attribute.MAX_AGE, Duration.ofSeconds(maxAge.toSeconds())));
		}
		Integer status = this.spec.get(Attribute.PREFLIGHT_STATUS);
		if (status != null && status != 200 && status != 204) {
			this.problems.add(ProblemCode.OUT_OF_RANGE, Attribute.PREFLIGHT_STATUS, status,
					"an allowed preflight is answered with 200 or 204.", Edit.set(Attribute.PREFLIGHT_STATUS, 204));
		}
	}

	private void validateCombinations(boolean anyOrigin) {
		if (this.credentials && anyOrigin) {
			int index = this.spec.list(Attribute.ALLOWED_ORIGINS).indexOf("*");
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOWED_ORIGINS, index, "*",
					"with allow-credentials, any site could act as the signed-in user: name the origins.",
					replace(Attribute.ALLOWED_ORIGINS, index, List.of()));
		}
		int exposedStar = this.spec.list(Attribute.EXPOSED_HEADERS).indexOf("*");
		if (this.credentials && exposedStar >= 0) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.EXPOSED_HEADERS, exposedStar, "*",
					"with allow-credentials, browsers take * for the name of a header: name the headers.",
					Edit.remove(Attribute.EXPOSED_HEADERS, exposedStar));
		}
		if (this.credentials && this.spec.is(Attribute.ALLOW_NULL_ORIGIN)) {
			this.problems.add(ProblemCode.CONFLICTING_ATTRIBUTES, Attribute.ALLOW_NULL_ORIGIN, true,
					"with allow-credentials, any site could act as the signed-in user: in a sandboxed frame"
							+ " everybody's origin is \"null\".",
					this.spec.list(Attribute.ALLOWED_ORIGINS).isEmpty()
							? new Edit[] { Edit.set(Attribute.ALLOW_NULL_ORIGIN, false),
									Edit.set(Attribute.ALLOWED_ORIGINS, List.of(EXAMPLE_ORIGIN)) }
							: new Edit[] { Edit.set(Attribute.ALLOW_NULL_ORIGIN, false) });
		}
		if (this.spec.is(Attribute.SEND_WITHOUT_ORIGIN)) {
			validateSendWithoutOrigin(anyOrigin);
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

	/**
	 * What to write instead of an entry: nothing, another one, or several. Where nothing
	 * would be left, an example says what might.
	 */
	static Edit[] replace(PolicySpec spec, Attribute<List<String>> attribute, int index, List<String> replacements) {
		List<String> entries = new ArrayList<>(spec.list(attribute));
		if (replacements.size() == 1) {
			return new Edit[] { Edit.set(attribute, index, replacements.get(0)) };
		}
		if (replacements.isEmpty() && entries.size() > 1) {
			return new Edit[] { Edit.remove(attribute, index) };
		}
		if (replacements.isEmpty()) {
			String example = example(attribute);
			return new Edit[] {
					(example != null) ? Edit.set(attribute, index, example) : Edit.remove(attribute, index) };
		}
		entries.remove(index);
		entries.addAll(index, replacements);
		return new Edit[] { Edit.set(attribute, entries.stream().distinct().toList()) };
	}

	private Edit[] replace(Attribute<List<String>> attribute, int index, List<String> replacements) {
		return replace(this.spec, attribute, index, replacements);
	}

	private static @Nullable String example(Attribute<List<String>> attribute) {
		if (attribute == Attribute.ALLOWED_ORIGINS) {
			return EXAMPLE_ORIGIN;
		}
		return (attribute == Attribute.ALLOWED_METHODS) ? "GET" : null;
	}

}
