package io.corspolicy.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.fetch.ForbiddenHeaders;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.origin.UnresolvedPlaceholder;

/**
 * Finds the problems of the names of methods and headers in one policy.
 */
final class NameValidator {

	private static final String AUTHORIZATION = "authorization";

	private final PolicySpec spec;

	private final Problems problems;

	NameValidator(PolicySpec spec, Problems problems) {
		this.spec = spec;
		this.problems = problems;
	}

	void validate() {
		validateMethods();
		validateHeaders(Attribute.ALLOWED_HEADERS, ForbiddenHeaders::isForbiddenRequestHeader,
				"no page can set this header (Fetch, \"forbidden request-header\").");
		validateHeaders(Attribute.EXPOSED_HEADERS, ForbiddenHeaders::isForbiddenResponseHeader,
				"no page can read this header (Fetch, \"forbidden response-header name\").");
	}

	private void validateMethods() {
		List<String> entries = this.spec.get(Attribute.ALLOWED_METHODS);
		if (entries == null) {
			return;
		}
		if (entries.isEmpty()) {
			this.problems.addWithExample(ProblemCode.EMPTY_LIST, Attribute.ALLOWED_METHODS, entries,
					"a policy without methods would refuse every request: name them, or leave allowed-methods out for"
							+ " those that the application maps.",
					Edit.set(Attribute.ALLOWED_METHODS, List.of("GET")));
		}
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			if (!Tokens.isToken(entry) && !entry.contains("${")) {
				replace(ProblemCode.INVALID_METHOD, Attribute.ALLOWED_METHODS, i,
						"one entry is one method name, without blanks or commas.",
						tokens(entry, (token) -> !AllowedMethods.isForbidden(token) && !token.contains("*")));
			}
			else if (AllowedMethods.isForbidden(entry)) {
				replace(ProblemCode.INVALID_METHOD, Attribute.ALLOWED_METHODS, i,
						"no page can use this method (Fetch, \"forbidden method\").", List.of());
			}
			else if (!common(Attribute.ALLOWED_METHODS, ProblemCode.INVALID_METHOD, i, entry)) {
				warnOfLowerCase(entries, i);
			}
		}
		warnOfRedundant(Attribute.ALLOWED_METHODS, entries, (entry) -> false);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Fetch</a> leaves
	 * all but six methods as pages write them, and methods are compared byte for byte
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.1">RFC 9110</a>).
	 */
	private void warnOfLowerCase(List<String> entries, int index) {
		String entry = entries.get(index);
		String upperCase = entry.toUpperCase(Locale.ROOT);
		if (!entry.equals(upperCase) && AllowedMethods.normalize(entry).equals(entry) && !entries.contains(upperCase)) {
			this.problems.warn(ProblemCode.INEFFECTIVE, Attribute.ALLOWED_METHODS, index, entry,
					"browsers do not upper-case this method: it is another one than " + upperCase + ". Write "
							+ upperCase + " if that is meant.");
		}
	}

	private void validateHeaders(Attribute<List<String>> attribute, Predicate<String> forbidden, String why) {
		List<String> entries = this.spec.list(attribute);
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			if (!Tokens.isToken(entry) && !entry.contains("${")) {
				replace(ProblemCode.INVALID_HEADER, attribute, i,
						"one entry is one header name, without blanks, commas or colons.",
						tokens(entry, (token) -> !forbidden.test(token) && !ForbiddenHeaders.isProtocol(token)
								&& !token.contains("*")));
			}
			else if (forbidden.test(entry)) {
				this.problems.add(ProblemCode.INVALID_HEADER, attribute, i, entry, why, Edit.remove(attribute, i));
			}
			else if (ForbiddenHeaders.isProtocol(entry)) {
				this.problems.add(ProblemCode.INVALID_HEADER, attribute, i, entry,
						"the headers of the CORS protocol belong to the browser and to this library.",
						Edit.remove(attribute, i));
			}
			else {
				common(attribute, ProblemCode.INVALID_HEADER, i, entry);
			}
		}
		if (attribute == Attribute.ALLOWED_HEADERS) {
			warnOfAuthorization(entries);
		}
		warnOfRedundant(attribute, entries,
				(entry) -> attribute == Attribute.ALLOWED_HEADERS && entry.equalsIgnoreCase(AUTHORIZATION));
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name">
	 * Fetch</a>: the wildcard does not cover {@code Authorization}.
	 */
	private void warnOfAuthorization(List<String> entries) {
		int any = entries.indexOf("*");
		if (any >= 0 && !this.spec.is(Attribute.ALLOW_CREDENTIALS)
				&& entries.stream().noneMatch(AUTHORIZATION::equalsIgnoreCase)) {
			this.problems.warn(ProblemCode.INEFFECTIVE, Attribute.ALLOWED_HEADERS, any, "*",
					"* does not cover Authorization without allow-credentials, and preflights that ask for it are"
							+ " refused: list Authorization beside * if it is meant.");
		}
	}

	private void warnOfRedundant(Attribute<List<String>> attribute, List<String> entries, Predicate<String> needed) {
		int any = entries.indexOf("*");
		if (any >= 0 && !entries.stream().allMatch((entry) -> entry.equals("*") || needed.test(entry))) {
			this.problems.warn(ProblemCode.INEFFECTIVE, attribute, any, "*", "* makes the other " + attribute.name()
					+ " redundant: write it alone, or leave it out if only the others are meant.");
		}
	}

	/**
	 * Check a name of either kind.
	 * @return whether it has a problem
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110,
	 * 5.6.2</a>
	 */
	private boolean common(Attribute<List<String>> attribute, ProblemCode code, int index, String entry) {
		if (entry.contains("${")) {
			String example = UnresolvedPlaceholder.withDefault(entry, example(attribute), example(attribute));
			this.problems.addWithExample(ProblemCode.UNRESOLVED_PLACEHOLDER, attribute, index, entry,
					UnresolvedPlaceholder.reason(entry), Edit.set(attribute, index, example));
			return true;
		}
		String kind = (attribute == Attribute.ALLOWED_METHODS) ? "method" : "header";
		if (entry.contains("*") && !entry.equals("*")) {
			wildcard(code, attribute, index, entry, kind);
			return true;
		}
		ListWord word = ListWord.of(entry);
		if (word == ListWord.YES) {
			this.problems.addWithExample(code, attribute, index, entry,
					"the value is a list: any " + kind + " is written as *, others are named one by one.",
					Edit.set(attribute, index, example(attribute)));
		}
		else if (word != null) {
			String reason = (word == ListWord.ANY) ? "any " + kind + " is written as *, others are named one by one."
					: "this is the name of no " + kind + ": for none, leave it out.";
			replace(code, attribute, index, reason, anyIf(word == ListWord.ANY, attribute));
		}
		return word != null;
	}

	private void wildcard(ProblemCode code, Attribute<List<String>> attribute, int index, String entry, String kind) {
		if (entry.chars().allMatch((c) -> c == '*')) {
			replace(code, attribute, index, "any " + kind + " is written as a single *.", anyIf(true, attribute));
			return;
		}
		// Which names the wildcard is meant to match is not known.
		this.problems.addWithExample(code, attribute, index, entry,
				"browsers take * inside a name literally: name each " + kind + ", or write * alone.",
				Edit.set(attribute, index, example(attribute)));
	}

	private static String example(Attribute<List<String>> attribute) {
		return (attribute == Attribute.ALLOWED_METHODS) ? "GET" : "X-Request-Id";
	}

	/**
	 * Beside credentials, browsers read an exposed {@code *} as a name.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
	 * "CORS protocol and credentials"</a>
	 */
	private List<String> anyIf(boolean any, Attribute<List<String>> attribute) {
		boolean usable = attribute != Attribute.EXPOSED_HEADERS || !this.spec.is(Attribute.ALLOW_CREDENTIALS);
		return (any && usable) ? List.of("*") : List.of();
	}

	/**
	 * The names in an entry that holds more than a name.
	 */
	private static List<String> tokens(String entry, Predicate<String> usable) {
		// A value, not a name, follows a colon or a line break.
		return Arrays.stream(entry.strip().replaceFirst("(?s)[:\r\n].*", "").split("[,;\\s]+"))
			.filter((token) -> Tokens.isToken(token) && usable.test(token))
			.distinct()
			.toList();
	}

	/**
	 * Add a problem of an entry, with the names in it. A list of methods that would be
	 * empty without it needs one.
	 */
	private void replace(ProblemCode code, Attribute<List<String>> attribute, int index, String reason,
			List<String> names) {
		List<String> entries = this.spec.list(attribute);
		if (names.isEmpty() && attribute == Attribute.ALLOWED_METHODS && entries.size() == 1) {
			this.problems.addWithExample(code, attribute, index, entries.get(index), reason,
					Edit.set(attribute, index, example(attribute)));
		}
		else {
			this.problems.add(code, attribute, index, entries.get(index), reason,
					Edit.replace(attribute, index, names));
		}
	}

}
