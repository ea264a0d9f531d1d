package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.migration.Difference.Subject;

/**
 * One request before and after: every differing field has to be explained by a difference
 * that was told, and what explains one was told for a reason.
 *
 * @param asked the request
 * @param before what Spring answered
 * @param after what the policies answer
 * @param told the differences that were told
 */
record Comparison(Asked asked, Answered before, Answered after, Set<Subject> told) {

	/**
	 * Compare.
	 * @param shown the kinds of difference that show in these answers are added to it
	 * @return what nothing explains
	 */
	List<String> unexplained(Set<Subject> shown) {
		List<String> unexplained = new ArrayList<>();
		if (this.before.allows() && !this.after.allows()) {
			explain("refused now", lost(), shown, unexplained);
		}
		else if (!this.before.allows() && this.after.allows()) {
			explain("allowed now", gained(), shown, unexplained);
		}
		else {
			field("status", this.before.status(), this.after.status(), status(), shown, unexplained);
			field("body", this.before.body(), this.after.body(), body(), shown, unexplained);
			field("origin", this.before.allowOrigin(), this.after.allowOrigin(),
					when(Subject.ANY_ORIGIN, "*".equals(this.after.allowOrigin())), shown, unexplained);
			field("credentials", this.before.credentials(), this.after.credentials(), credentials(), shown,
					unexplained);
			field("methods", this.before.methods(), this.after.methods(),
					when(Subject.LISTS,
							this.after.methods().containsAll(this.before.methods())
									|| this.before.methods().contains(this.asked.effectiveMethod())),
					shown, unexplained);
			field("headers", this.before.headers(), this.after.headers(), when(Subject.LISTS,
					this.after.headers().contains("*") || this.after.headers().containsAll(this.before.headers())),
					shown, unexplained);
			field("exposed", this.before.exposed(), this.after.exposed(), exposed(), shown, unexplained);
			field("max-age", this.before.maxAge(), this.after.maxAge(), (this.before.maxAge() == null)
					? EnumSet.of(Subject.MAX_AGE, Subject.AMBIGUOUS) : EnumSet.of(Subject.MAX_AGE), shown, unexplained);
			field("private network", this.before.privateNetwork(), this.after.privateNetwork(),
					EnumSet.of(Subject.PRIVATE_NETWORK), shown, unexplained);
			field("vary", this.before.vary(), this.after.vary(), vary(), shown, unexplained);
		}
		return unexplained;
	}

	private Set<Subject> lost() {
		boolean upperCase = !this.asked.origin().equals(this.asked.origin().toLowerCase(Locale.ROOT));
		Set<Subject> kinds = upperCase ? EnumSet.of(Subject.ORIGIN_CASE) : EnumSet.of(Subject.PATTERN_NARROWED,
				Subject.ORIGIN_LEFT_OUT, Subject.PATH_LEFT_OUT, Subject.CONDITIONS);
		if (isNavigation()) {
			kinds.add(Subject.NAVIGATION);
		}
		if (!this.asked.isPreflight() && !isSimple()) {
			kinds.add(Subject.NO_PREFLIGHTS);
		}
		if (this.asked.isPreflight()) {
			kinds.addAll(EnumSet.of(Subject.PARTLY_ALLOWED, Subject.AMBIGUOUS));
		}
		if (this.asked.isPreflight()) {
			kinds.addAll(EnumSet.of(Subject.METHOD_LEFT_OUT, Subject.HEADER_LEFT_OUT));
		}
		return kinds;
	}

	private Set<Subject> gained() {
		Set<Subject> kinds = EnumSet.of(Subject.CONDITIONS);
		if (this.asked.effectiveMethod().equals("HEAD")) {
			kinds.add(Subject.HEAD);
		}
		if (this.before.status() >= 500) {
			kinds.add(Subject.FAILS);
		}
		if (this.asked.origin().matches("https?://[^:]*")) {
			kinds.add(Subject.PATTERN_WIDENED);
		}
		if (isUnmapped()) {
			kinds.add(Subject.UNMAPPED);
		}
		if (this.asked.isPreflight() && isSimple()) {
			kinds.add(Subject.NO_PREFLIGHTS);
		}
		return kinds;
	}

	private boolean isSimple() {
		return List.of("GET", "HEAD", "POST").contains(this.asked.effectiveMethod());
	}

	private boolean isNavigation() {
		return this.asked.headers().containsKey("Sec-Fetch-Mode");
	}

	/** A status that Spring gives where no handler is chosen. */
	private boolean isUnmapped() {
		return this.before.status() == 404 || this.before.status() == 405
				|| (this.asked.method().equals("OPTIONS") && this.before.status() == 200)
				|| (this.asked.isPreflight() && this.before.vary().isEmpty());
	}

	private Set<Subject> status() {
		Set<Subject> kinds = EnumSet.noneOf(Subject.class);
		if (this.asked.isPreflight() && !this.before.allows()) {
			kinds.add(Subject.NO_PREFLIGHTS);
		}
		if (this.after.vary().isEmpty() && this.asked.isPreflight()) {
			kinds.add(Subject.OUTSIDE);
		}
		if (isNavigation() && this.before.status() == 403) {
			kinds.add(Subject.NAVIGATION);
		}
		if (this.before.status() == 200 && this.after.status() == 403 && !this.before.allows()) {
			kinds.add(Subject.MIXED);
		}
		if (isUnmapped()) {
			kinds.add(Subject.UNMAPPED);
		}
		if (this.asked.isPreflight() && isSameOrigin()) {
			kinds.add(Subject.SAME_ORIGIN);
		}
		if (this.before.status() >= 500) {
			kinds.add(Subject.FAILS);
		}
		if (this.asked.effectiveMethod().equals("HEAD")) {
			kinds.add(Subject.HEAD);
		}
		return kinds;
	}

	private boolean isSameOrigin() {
		return this.asked.origin().equals("http://localhost");
	}

	private Set<Subject> body() {
		return (this.before.status() == this.after.status())
				? when(Subject.BODY, this.before.body().equals("Invalid CORS request") && this.after.body().isEmpty())
				: status();
	}

	private Set<Subject> credentials() {
		if (this.asked.isPreflight() && this.before.maxAge() == null) {
			return EnumSet.of(Subject.AMBIGUOUS, Subject.ANY_WITH_CREDENTIALS);
		}
		return this.asked.origin().equals("null")
				? EnumSet.of(Subject.NULL_WITHOUT_CREDENTIALS, Subject.ANY_WITH_CREDENTIALS)
				: EnumSet.of(Subject.ANY_WITH_CREDENTIALS);
	}

	private Set<Subject> exposed() {
		return this.asked.isPreflight() ? EnumSet.of(Subject.EXPOSED_ON_PREFLIGHT)
				: EnumSet.of(Subject.EXPOSED_LEFT_OUT);
	}

	private Set<Subject> vary() {
		Set<Subject> kinds = EnumSet.noneOf(Subject.class);
		if (this.after.vary().isEmpty()) {
			kinds.add(Subject.OUTSIDE);
		}
		if ((!this.asked.isPreflight() || isSameOrigin()) && this.after.vary().equals(Set.of("origin"))
				&& !this.before.vary().isEmpty()) {
			kinds.add(Subject.VARY);
		}
		if (this.asked.isPreflight() && this.after.vary().contains("access-control-request-private-network")) {
			kinds.add(Subject.PRIVATE_NETWORK);
		}
		if (this.before.vary().isEmpty()) {
			kinds.addAll(EnumSet.of(Subject.UNMAPPED, Subject.MIXED, Subject.FAILS));
		}
		if (this.before.status() != this.after.status()) {
			kinds.addAll(status());
		}
		return kinds;
	}

	private static Set<Subject> when(Subject kind, boolean condition) {
		return condition ? EnumSet.of(kind) : EnumSet.noneOf(Subject.class);
	}

	private void field(String name, @org.jspecify.annotations.Nullable Object one,
			@org.jspecify.annotations.Nullable Object other, Set<Subject> kinds, Set<Subject> shown,
			List<String> unexplained) {
		if (!Objects.equals(one, other)) {
			explain(name, kinds, shown, unexplained);
		}
	}

	private void explain(String what, Set<Subject> kinds, Set<Subject> shown, List<String> unexplained) {
		Set<Subject> found = EnumSet.copyOf(kinds.isEmpty() ? EnumSet.noneOf(Subject.class) : kinds);
		found.retainAll(this.told);
		shown.addAll(found);
		if (found.isEmpty()) {
			unexplained.add(what + " of " + this.asked + "\n    before " + this.before + "\n    after  " + this.after);
		}
	}

}
