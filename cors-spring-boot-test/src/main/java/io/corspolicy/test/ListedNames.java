package io.corspolicy.test;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods or names that a response header lists
 * (<a href="https://fetch.spec.whatwg.org/#extract-header-list-values">Fetch, "extract
 * header list values"</a>): nothing, a list, or failure.
 *
 * @param state what was found
 * @param names the names as written, in order
 */
record ListedNames(State state, List<String> names) {

	private static final String WILDCARD = "*";

	static ListedNames extract(HeaderList headers, String field) {
		if (!headers.contains(field)) {
			return new ListedNames(State.ABSENT, List.of());
		}
		List<String> names = new ArrayList<>();
		for (String line : headers.values(field)) {
			List<String> tokens = FieldSyntax.tokens(line);
			if (tokens == null) {
				return new ListedNames(State.FAILURE, List.of());
			}
			names.addAll(tokens);
		}
		return new ListedNames(State.LISTED, names);
	}

	boolean isFailure() {
		return this.state == State.FAILURE;
	}

	boolean isAbsent() {
		return this.state == State.ABSENT;
	}

	boolean contains(String method) {
		return this.names.contains(method);
	}

	boolean containsHeader(String name) {
		return this.names.stream().anyMatch(name::equalsIgnoreCase);
	}

	boolean containsWildcard() {
		return this.names.contains(WILDCARD);
	}

	enum State {

		ABSENT, LISTED, FAILURE

	}

}
