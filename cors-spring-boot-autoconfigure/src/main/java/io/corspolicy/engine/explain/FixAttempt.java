package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.corspolicy.engine.AllowedHeaders;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyContradictions;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PreparedDecisions;
import io.corspolicy.engine.explain.Explanation.Verdict;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The changes to one policy, in order.
 */
final class FixAttempt {

	/** Origin, credentials, method and headers, each once. */
	private static final int MAX_ROUNDS = 5;

	private final BrowserRequest request;

	private final PolicySet policies;

	private final Function<String, List<CompiledPolicy>> neighbours;

	private final CompiledPolicy original;

	private final PolicyChanges changes;

	/** What to know before applying the changes. */
	private final Set<String> notes = new LinkedHashSet<>();

	/** What to do instead. */
	private final Set<String> alternatives = new LinkedHashSet<>();

	private @Nullable String whyNot;

	/**
	 * Create an attempt.
	 * @param request the request
	 * @param policies the policies that share its path
	 * @param neighbours finds the policies that share some path with a policy, by its
	 * name
	 * @param original the policy to change
	 */
	FixAttempt(BrowserRequest request, PolicySet policies, Function<String, List<CompiledPolicy>> neighbours,
			CompiledPolicy original) {
		this.request = request;
		this.policies = policies;
		this.neighbours = neighbours;
		this.original = original;
		this.changes = new PolicyChanges(original);
	}

	CompiledPolicy original() {
		return this.original;
	}

	/** Whether the request is allowed after the changes. */
	boolean isSuccessful() {
		return this.whyNot == null;
	}

	/** How many attributes are changed. */
	int size() {
		return this.changes.size();
	}

	void make() {
		CompiledPolicy current = this.original;
		for (int i = 0; i < MAX_ROUNDS && this.whyNot == null; i++) {
			SimulatedFetch run = SimulatedFetch.of(this.request, PolicySet.lenient(List.of(current)));
			if (run.verdict() != Verdict.BLOCKED) {
				checkTogether(current);
				return;
			}
			change(run, current);
			CompiledPolicy changed = (this.whyNot == null) ? compile() : null;
			current = (changed != null) ? changed : current;
		}
		if (this.whyNot == null) {
			this.whyNot = "No change of this policy would allow the request.";
		}
	}

	private void change(SimulatedFetch run, CompiledPolicy current) {
		SimulatedFetch.Obstacle obstacle = run.obstacle();
		if (obstacle == null) {
			return;
		}
		switch (obstacle) {
			case ORIGIN -> allowOrigin();
			case METHOD -> allowMethod(current);
			case HEADERS -> allowHeaders(run, current);
			case HEADERS_TOO_LONG -> listHeaders(run, current);
			case CREDENTIALS -> allowCredentials(current);
			default -> this.whyNot = "No change of this policy would allow the request.";
		}
	}

	private void allowOrigin() {
		String origin = origin();
		if (origin.equals("null")) {
			this.changes.set(Attribute.ALLOW_NULL_ORIGIN, true);
			this.notes.add("Any site can have the origin \"null\": a sandboxed frame is enough.");
			return;
		}
		NearMiss nearMiss = NearMiss.of(this.original, origin);
		String unsendable = UnsendableOrigins.why(origin);
		if (unsendable != null) {
			this.whyNot = unsendable + ((nearMiss != null) ? " " + nearMiss.sentence() : "");
			return;
		}
		if (nearMiss != null) {
			this.alternatives.add(nearMiss.sentence());
			if (nearMiss.allowed().startsWith("https:") && origin.startsWith("http:")) {
				this.alternatives.add("Serve the page over https.");
			}
		}
		this.changes.add(Attribute.ALLOWED_ORIGINS, List.of(origin), List.of());
	}

	private void allowMethod(CompiledPolicy current) {
		String method = this.request.method();
		if (method.equals("*")) {
			this.whyNot = "A method named * can't be allowed: in allowed-methods, it matches all of them.";
			return;
		}
		if (this.changes.spec().get(Attribute.ALLOWED_METHODS) == null) {
			List<String> mapped = mapped(current);
			this.notes.add("allowed-methods is not set, so that the methods are those that handlers map at this"
					+ " path (" + CorsChecks.enumerate(mapped) + "): a handler that maps " + SafeText.quoted(method)
					+ " would do, too.");
		}
		this.changes.add(Attribute.ALLOWED_METHODS, List.of(method), mapped(current));
	}

	private static List<String> mapped(CompiledPolicy policy) {
		return policy.methods().names().stream().filter((name) -> !name.isEmpty()).toList();
	}

	private void allowHeaders(SimulatedFetch run, CompiledPolicy current) {
		List<String> entries = this.changes.spec().list(Attribute.ALLOWED_HEADERS);
		Set<String> listed = entries.stream().map((name) -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
		// Stricter than the engine: Accept may be asked for, yet has to be listed.
		List<String> missing = SafelistedRequestHeaders.asWritten(this.request.headers(), run.unsafeNames().keySet())
			.stream()
			.filter((name) -> !listed.contains(name.toLowerCase(Locale.ROOT)))
			.filter((name) -> !current.headers().isAny()
					|| (name.equalsIgnoreCase("Authorization") && !current.allowsCredentials()))
			.toList();
		if (missing.contains("*")) {
			this.whyNot = "A header named * can't be allowed: in allowed-headers, it matches all of them.";
			return;
		}
		this.changes.add(Attribute.ALLOWED_HEADERS, missing, entries);
	}

	/** A list, unlike a wildcard, need not repeat the requested names. */
	private void listHeaders(SimulatedFetch run, CompiledPolicy current) {
		List<String> names = SafelistedRequestHeaders.asWritten(this.request.headers(), run.unsafeNames().keySet());
		int length = String.join(",", names).length();
		if (!current.headers().isAny() || length > AllowedHeaders.MAX_LENGTH || names.contains("*")) {
			this.whyNot = "A preflight that asks for more than " + AllowedHeaders.MAX_LENGTH / 1024
					+ " KiB of header names is refused, whatever the policy says: the page has to do with fewer.";
			return;
		}
		this.changes.set(Attribute.ALLOWED_HEADERS, names);
		this.notes.add("With credentials, * covers at most " + AllowedHeaders.MAX_REFLECTED_LENGTH / 1024
				+ " KiB of names in one preflight.");
	}

	private void allowCredentials(CompiledPolicy current) {
		if (current.allowsAnyOrigin()) {
			String origin = origin();
			this.whyNot = origin.equals("null")
					? "The origin \"null\" and credentials never go together: any site can have it, in a sandboxed"
							+ " frame. Give the page an origin of its own, or send the request without credentials."
					: UnsendableOrigins.why(origin);
			if (this.whyNot != null) {
				return;
			}
			this.changes.set(Attribute.ALLOWED_ORIGINS, List.of(origin));
			this.alternatives.add("Browsers refuse * beside credentials, so the origins have to be named. To stay"
					+ " open to everybody without credentials, make it another policy on the same paths; or let the"
					+ " page send the request without credentials.");
		}
		if (this.changes.spec().is(Attribute.SEND_WITHOUT_ORIGIN)) {
			this.changes.set(Attribute.SEND_WITHOUT_ORIGIN, false);
		}
		List<String> exposed = this.changes.spec().list(Attribute.EXPOSED_HEADERS);
		if (exposed.contains("*")) {
			this.changes.set(Attribute.EXPOSED_HEADERS, exposed.stream().filter((name) -> !name.equals("*")).toList());
			this.notes
				.add("With credentials, browsers take * in exposed-headers literally: list what the page" + " reads.");
		}
		this.changes.set(Attribute.ALLOW_CREDENTIALS, true);
	}

	private String origin() {
		return String.valueOf(this.request.origin());
	}

	/** Compiles the changed policy, or finds out why it is invalid. */
	private @Nullable CompiledPolicy compile() {
		try {
			return this.changes.compile(origin(), mapped(this.original));
		}
		catch (InvalidPolicyException ex) {
			this.whyNot = "No change is suggested: " + this.changes.inWords() + " would be refused at start-up. "
					+ ex.problems()
						.stream()
						.map((problem) -> this.changes.inWords(problem, origin()))
						.distinct()
						.limit(3)
						.collect(Collectors.joining(" "));
			return null;
		}
	}

	/** Whether the changed policy is compatible with the others, and answers. */
	private void checkTogether(CompiledPolicy changed) {
		for (CompiledPolicy other : this.neighbours.apply(this.original.name())) {
			if (!other.name().equals(changed.name())) {
				List<PolicyProblem> problems = PolicyContradictions.find(List.of(other, changed));
				if (problems.size() > PolicyContradictions.find(List.of(other, this.original)).size()) {
					this.whyNot = "No change is suggested: " + this.changes.inWords()
							+ " would be refused at start-up. " + this.changes.inWords(problems.get(0), origin());
					return;
				}
			}
		}
		List<CompiledPolicy> together = Arrays.stream(this.policies.answers())
			.map(PreparedDecisions::policy)
			.map((policy) -> (policy == this.original) ? changed : policy)
			.toList();
		if (SimulatedFetch.of(this.request, PolicySet.lenient(together)).verdict() == Verdict.BLOCKED) {
			this.whyNot = "Another policy on the same path is closer to the origin, and answers in any case.";
		}
	}

	SuggestedFix advice() {
		List<String> sentences = new ArrayList<>();
		sentences.add((this.whyNot != null) ? this.whyNot : this.changes.inWords() + ".");
		if (this.whyNot == null) {
			sentences.addAll(this.notes);
		}
		this.alternatives.stream().filter((sentence) -> !sentences.get(0).endsWith(sentence)).forEach(sentences::add);
		return new SuggestedFix(String.join(" ", sentences), (this.whyNot == null) ? this.changes.all() : List.of());
	}

}
