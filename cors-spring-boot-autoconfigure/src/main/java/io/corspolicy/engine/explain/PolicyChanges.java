package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.Explanation.Action;
import io.corspolicy.engine.explain.Explanation.Change;
import io.corspolicy.engine.text.SafeText;

/**
 * A policy, and changes to it that are not applied yet.
 */
final class PolicyChanges {

	/** Longer lists are not compiled again to check one entry. */
	private static final int MAX_ENTRIES = 10_000;

	private final CompiledPolicy original;

	private final Map<Attribute<?>, Change> changes = new LinkedHashMap<>();

	private PolicySpec spec;

	PolicyChanges(CompiledPolicy original) {
		this.original = original;
		this.spec = original.spec();
	}

	/** The policy as it would be written after the changes. */
	PolicySpec spec() {
		return this.spec;
	}

	/** How many attributes are changed. */
	int size() {
		return this.changes.size();
	}

	List<Change> all() {
		return List.copyOf(this.changes.values());
	}

	String inWords() {
		return this.changes.values().stream().map(SuggestedFix::inWords).collect(Collectors.joining("; then "));
	}

	/**
	 * Say what is wrong with the changed policy.
	 * @param problem a problem of it
	 * @param origin the origin of the request in question
	 */
	String inWords(PolicyProblem problem, String origin) {
		Object value = problem.value();
		PolicyField field = AnnotatedPolicyName.is(this.original.name()) ? problem.at().camelCase() : problem.at();
		return field + ((value instanceof String text) ? " (" + SafeText.quoted(text) + ")" : "") + ": "
				+ problem.reason() + switch (problem.code()) {
					case INSECURE_ORIGIN -> origin.equals(value) ? "" : " Or give this page a policy of its own.";
					case CONFLICTING_ATTRIBUTES -> problem.at().attribute() == Attribute.ALLOW_NULL_ORIGIN
							? " Give the page an origin of its own, or send the request without credentials." : "";
					case INVALID_HEADER -> " The page has to do without it.";
					default -> "";
				};
	}

	<T> void set(Attribute<T> attribute, T value) {
		this.spec = this.spec.with(attribute, value);
		this.changes.put(attribute, new Change(this.original.name(), attribute.name(), Action.SET, value));
	}

	/**
	 * Add entries to a list.
	 * @param attribute the list
	 * @param entries the entries
	 * @param builtIn the effective entries if the list is not set
	 */
	void add(Attribute<List<String>> attribute, List<String> entries, List<String> builtIn) {
		List<String> own = this.spec.get(attribute);
		List<String> all = new ArrayList<>((own != null) ? own : builtIn);
		all.addAll(entries);
		if (own == null) {
			set(attribute, all);
			return;
		}
		this.spec = this.spec.with(attribute, all);
		this.changes.put(attribute, new Change(this.original.name(), attribute.name(), Action.ADD, entries));
	}

	/**
	 * Compile the policy as it is after the changes.
	 * @param origin the origin of the request in question
	 * @param mapped the methods that handlers map
	 * @throws InvalidPolicyException if the changes make it invalid
	 */
	CompiledPolicy compile(String origin, List<String> mapped) {
		return CompiledPolicy.compile(this.original.name(), trial(origin)).withMappedMethods(mapped);
	}

	/**
	 * The spec to compile. With very many origins, only the one in question is compiled,
	 * unless the changes add credentials for all of them.
	 */
	private PolicySpec trial(String origin) {
		List<String> origins = this.spec.list(Attribute.ALLOWED_ORIGINS);
		if (origins.size() <= MAX_ENTRIES || origins.contains("*")
				|| this.changes.containsKey(Attribute.ALLOW_CREDENTIALS)) {
			return this.spec;
		}
		boolean sendable = UnsendableOrigins.why(origin) == null;
		return this.spec.with(Attribute.ALLOWED_ORIGINS, sendable ? List.of(origin) : origins.subList(0, 1));
	}

}
