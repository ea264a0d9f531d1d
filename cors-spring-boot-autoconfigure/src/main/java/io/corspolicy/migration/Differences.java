package io.corspolicy.migration;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The differences, by the finding that they concern.
 */
final class Differences {

	private final Map<Finding, Set<Difference>> byFinding = new LinkedHashMap<>();

	void add(Finding finding, Difference.Subject kind, String sentence) {
		of(finding).add(new Difference(kind, sentence));
	}

	void addAll(Finding finding, Collection<Difference> differences) {
		of(finding).addAll(differences);
	}

	Set<Difference> of(Finding finding) {
		return this.byFinding.computeIfAbsent(finding, (key) -> new LinkedHashSet<>());
	}

}
