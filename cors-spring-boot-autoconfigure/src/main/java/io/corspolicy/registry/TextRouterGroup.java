package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.TextPaths;
import org.jspecify.annotations.Nullable;

/**
 * Policies and handlers as handler mappings see them that match texts. Each is asked in
 * turn, as the mappings themselves do.
 */
final class TextRouterGroup implements RouterGroup {

	private final TextPaths paths;

	private final PolicyIndex policies;

	private final List<Place<PatternPolicies>> entries;

	private final List<PatternPolicies> endpointEntries;

	private final List<Place<IndexedHandler>> candidates;

	/**
	 * Create a group.
	 * @param paths how the texts are matched
	 * @param policies the policies by path
	 * @param endpointPolicies those of them that may apply to actuator endpoints
	 * @param candidates the handlers
	 */
	TextRouterGroup(TextPaths paths, PolicyIndex policies, PolicyIndex endpointPolicies,
			List<IndexedHandler> candidates) {
		this.paths = paths;
		this.policies = policies;
		this.entries = policies.entries()
			.stream()
			.map((entry) -> place(entry, entry.pattern().getPatternString()))
			.toList();
		this.endpointEntries = endpointPolicies.entries();
		this.candidates = candidates.stream().map((candidate) -> place(candidate, candidate.handler().text())).toList();
	}

	private <T> Place<T> place(T what, String text) {
		return new Place<>(what, text, this.paths.compile(text), this.paths.isPattern(text));
	}

	@Override
	public boolean reads(RequestedPath path) {
		return path.text(this.paths) != null;
	}

	@Override
	public List<HandlersAtPath.Ranked> ranked(RequestedPath path) {
		String text = path.text(this.paths);
		if (text == null) {
			return List.of();
		}
		Comparator<String> specificity = this.paths.specificity(text);
		List<Place<IndexedHandler>> matching = new ArrayList<>(
				this.candidates.stream().filter((place) -> place.matches().test(text)).toList());
		matching.sort((one, other) -> specificity.compare(one.text(), other.text()));
		List<HandlersAtPath.Ranked> ranked = new ArrayList<>(matching.size());
		int rank = 0;
		for (int i = 0; i < matching.size(); i++) {
			Place<IndexedHandler> place = matching.get(i);
			if (i > 0 && specificity.compare(matching.get(i - 1).text(), place.text()) != 0) {
				rank = i;
			}
			ranked.add(new HandlersAtPath.Ranked(place.what(), rank, !place.pattern() && place.text().equals(text)));
		}
		return ranked;
	}

	@Override
	public @Nullable PolicySet policies(RequestedPath path, List<HostPattern> hosts, boolean endpoint) {
		String text = path.text(this.paths);
		if (text == null) {
			return null;
		}
		return this.policies.find(this.entries.stream()
			.filter((place) -> place.matches().test(text))
			.map(Place::what)
			.filter((entry) -> !endpoint || this.endpointEntries.contains(entry))
			.toList(), hosts);
	}

	/**
	 * An entry at a pattern.
	 *
	 * @param what its value
	 * @param text the pattern
	 * @param matches whether a path matches
	 * @param pattern whether the text is a pattern, and not a literal path
	 */
	private record Place<T>(T what, String text, Predicate<String> matches, boolean pattern) {
	}

}
