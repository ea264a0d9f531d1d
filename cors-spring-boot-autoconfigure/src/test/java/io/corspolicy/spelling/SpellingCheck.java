package io.corspolicy.spelling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.corspolicy.spelling.Spellings.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Sends odd requests to an application: each without an origin, to learn who serves it,
 * then from a friend and from a stranger, and a preflight of either.
 */
final class SpellingCheck {

	private final Site site;

	private final Spellings spellings;

	private final List<String> findings = new ArrayList<>();

	private final Map<Policies, Integer> plain = new EnumMap<>(Policies.class);

	private final int mostFindings;

	private int requests;

	private int served;

	private int failedClosed;

	/**
	 * Create a check.
	 * @param site the application
	 * @param seed decides what is sent
	 * @param mostFindings after so many the check ends
	 */
	SpellingCheck(Site site, long seed, int mostFindings) {
		this.site = site;
		this.mostFindings = mostFindings;
		String prefix = site.setup().prefix(site.server());
		String contextPath = site.setup().contextPath();
		this.spellings = new Spellings(new Random(seed),
				prefix.equals(contextPath) ? List.of(prefix) : List.of(prefix, prefix, contextPath));
	}

	/**
	 * Send plain requests, odd ones that once went wrong, and random ones.
	 * @param cases how many random ones
	 * @return itself
	 */
	SpellingCheck run(int cases) throws IOException {
		try (WireConnection connection = new WireConnection(this.site.port())) {
			Stream.of(this.spellings.plain(), this.spellings.known(), this.spellings.random(cases))
				.flatMap(List::stream)
				.takeWhile((spelling) -> this.findings.size() < this.mostFindings)
				.forEach((spelling) -> check(connection, spelling));
		}
		return this;
	}

	private void check(WireConnection connection, Spelling spelling) {
		Answer probe = send(connection, spelling.method(), spelling.toRequest());
		String ran = (probe != null) ? probe.ran() : null;
		if (probe == null || ran == null) {
			// The server itself, or an error of the application's.
			return;
		}
		this.served++;
		Policies policy = Policies.of(ran, probe.path());
		if (spelling.plain() && policy != null) {
			this.plain.merge(policy, 1, Integer::sum);
		}
		boolean mayFailClosed = mayFailClosed(spelling, ran, probe.path());
		Expectation expectation = new Expectation(spelling, ran, policy, mayFailClosed);
		for (String origin : List.of(Policies.FRIEND, Policies.STRANGER)) {
			judge(expectation, origin, false,
					send(connection, spelling.method(), spelling.toRequest("Origin: " + origin)));
			if (!spelling.isForm()) {
				judge(expectation, origin, true, send(connection, "OPTIONS", spelling.toPreflight(origin)));
			}
		}
		if (!expectation.mayFailClosed() && probe.variesByOrigin() != (policy != null)) {
			report(expectation, "no origin", probe, "Vary");
		}
	}

	private boolean mayFailClosed(Spelling spelling, String ran, @Nullable String path) {
		if (path == null) {
			return this.site.setup().mayFailClosed() && (spelling.isForm() || spelling.endsInSlash());
		}
		// Only Spring knows which file it finds; a container may leave something to be
		// normalised.
		return ran.equals("file") ? !spelling.plain() : path.matches(".*/\\.{0,2}/.*|.*/\\.{1,2}");
	}

	private @Nullable Answer send(WireConnection connection, String method, String request) {
		this.requests++;
		try {
			Answer answer = connection.exchange(method, request);
			if (answer != null && this.site.server() == Server.NETTY && mayBeForFile(answer)) {
				// With policies or without: what comes right behind it on one connection
				// is
				// now and then never answered.
				connection.close();
			}
			return answer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.site + ": " + request, ex);
		}
	}

	private static boolean mayBeForFile(Answer answer) {
		return (answer.ran() != null) ? answer.ran().equals("file") : answer.status() != 204 && answer.status() != 403;
	}

	private void judge(Expectation expectation, String origin, boolean preflight, @Nullable Answer answer) {
		String title = (preflight ? "preflight from " : "from ") + origin;
		if (answer == null) {
			report(expectation, title, null, "no answer");
			return;
		}
		Policies policy = expectation.policy();
		try {
			Policies seen = Policies.that(answer, preflight, origin);
			if (expectation.mayFailClosed() && seen == null) {
				this.failedClosed++;
				// Who rejects is never passed by, be there headers or not.
				if (!preflight && policy != null && policy.rejects() && !policy.allows(origin)
						&& answer.ran() != null) {
					report(expectation, title, answer, "served");
				}
				return;
			}
			if (expectation.mayFailClosed() && preflight) {
				// Whatever it says, the request itself will meet the handler.
				return;
			}
			Policies owed = (policy != null && policy.allows(origin)) ? policy : null;
			if (seen != owed) {
				report(expectation, title, answer, "policy");
			}
			else if (policy == null ? answer.status() == 403 && !preflight
					: answer.status() != expectation.status(origin, preflight)) {
				report(expectation, title, answer, "status");
			}
			else if (!preflight && answer.status() != 403 && !expectation.ran().equals(answer.ran())) {
				report(expectation, title, answer, "handler");
			}
			else if (answer.variesByOrigin() != (policy != null) && !(policy == null && preflight)) {
				report(expectation, title, answer, "Vary");
			}
		}
		catch (IllegalStateException ex) {
			report(expectation, title, answer, String.valueOf(ex.getMessage()));
		}
	}

	private void report(Expectation expectation, String title, @Nullable Answer answer, String what) {
		this.findings.add("%s: %s, %s: %s runs, so it is %s; got %s (%s)".formatted(this.site, expectation.spelling(),
				title, expectation.ran(), expectation.policy(), answer, what));
	}

	List<String> findings() {
		return this.findings;
	}

	int requests() {
		return this.requests;
	}

	int served() {
		return this.served;
	}

	/**
	 * How many plain requests each policy governed.
	 */
	Map<Policies, Integer> plain() {
		return this.plain;
	}

	@Override
	public String toString() {
		return "%s: %d requests, %d paths served, %d answers without a policy where that is right, plain ones %s"
			.formatted(this.site, this.requests, this.served, this.failedClosed, this.plain);
	}

	/**
	 * What is owed.
	 *
	 * @param spelling the request
	 * @param ran who serves it
	 * @param policy the policy of that handler, if it has one
	 * @param mayFailClosed whether no policy at all may answer
	 */
	private record Expectation(Spelling spelling, String ran, @Nullable Policies policy, boolean mayFailClosed) {

		int status(String origin, boolean preflight) {
			boolean allowed = this.policy == null || this.policy.allows(origin);
			if (preflight) {
				return allowed ? 204 : 403;
			}
			return (allowed || !this.policy.rejects()) ? 200 : 403;
		}

	}

}
