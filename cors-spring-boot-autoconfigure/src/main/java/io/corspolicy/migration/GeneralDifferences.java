package io.corspolicy.migration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.corspolicy.migration.Difference.Subject;

import org.springframework.core.SpringVersion;

/**
 * Differences between policies and Spring's CORS that do not depend on the configuration;
 * and what was found but is not in use.
 */
final class GeneralDifferences {

	private final CorsLayers layers;

	private final Set<Finding> found;

	private final PathTable table;

	private final Map<Finding, List<GeneratedPolicy>> policies;

	private final boolean everywhere;

	/**
	 * Create differences.
	 * @param layers the CORS mechanisms
	 * @param found everything that was found
	 * @param table the effective configuration at each pattern
	 * @param policies the policies by what they replace
	 */
	GeneralDifferences(CorsLayers layers, Set<Finding> found, PathTable table,
			Map<Finding, List<GeneratedPolicy>> policies) {
		this.layers = layers;
		this.found = found;
		this.table = table;
		this.policies = policies;
		this.everywhere = policies.values()
			.stream()
			.flatMap(List::stream)
			.anyMatch((policy) -> policy.paths().contains("/**"));
	}

	void addTo(Differences differences) {
		this.found.forEach((finding) -> {
			boolean explained = this.layers.unreadable().containsKey(finding)
					|| finding.mechanism() == Finding.Mechanism.SOURCE;
			if (this.policies.containsKey(finding)) {
				addForPolicies(finding, differences);
			}
			else if (!explained && differences.of(finding).isEmpty()) {
				differences.add(finding, Subject.NOT_IN_FORCE,
						"Nothing of it is in force: what comes first in the application decides on all of its paths.");
			}
		});
		this.layers.unreadable().forEach((finding, reason) -> differences.add(finding, Subject.UNREADABLE, reason));
		this.layers.processors()
			.forEach((finding, type) -> differences.add(finding, Subject.PROCESSOR, type
					+ " decides there, not Spring's own CorsProcessor: what it makes of the configuration is not known."));
		computed(differences);
		leftOut(differences);
	}

	private void addForPolicies(Finding finding, Differences differences) {
		differences.add(finding, Subject.VARY, "Vary names Origin alone on responses to actual requests; Spring adds"
				+ " Access-Control-Request-Method and Access-Control-Request-Headers.");
		differences
			.add(finding, Subject.NAVIGATION, "A navigation (GET, HEAD or POST with Sec-Fetch-Mode: navigate), whose"
					+ " response no page can read, is never refused; Spring answers 403 where it does not allow it.");
		if (!this.layers.hasRefusalText()) {
			differences.of(finding).removeIf((difference) -> difference.subject() == Subject.BODY);
		}
		if (!finding.mechanism().isBehindHandlers()) {
			differences.add(finding, Subject.SAME_ORIGIN,
					"A preflight of the server's own origin, which no browser sends,"
							+ " goes on to the application; the filter answers it.");
		}
		else {
			differences.add(finding, Subject.UNMAPPED, "Where no handler is mapped, for the path or for the method, the"
					+ " policy answers all the same: 403 for what it does not allow, CORS headers on 404 and 405"
					+ " otherwise.");
			if (this.layers.isSecured()) {
				differences.add(finding, Subject.SECURITY,
						"The policy answers before Spring Security is asked: preflights"
								+ " need no login, and its 401 and 403 have CORS headers.");
			}
		}
		if (!this.everywhere) {
			addOutside(finding, differences);
		}
	}

	private void addOutside(Finding finding, Differences differences) {
		boolean varies = String.valueOf(SpringVersion.getVersion()).startsWith("6.");
		boolean silent = this.layers.filters()
			.stream()
			.anyMatch((filter) -> filter.isOf(finding) && filter.isSilentSomewhere());
		if (silent) {
			differences.add(finding, Subject.OUTSIDE,
					"Outside of its paths, a preflight goes on to the application; the"
							+ " filter answers it, and allows nothing." + (varies ? " Vary is left out there." : ""));
		}
		else if (varies && finding.mechanism().isBehindHandlers()
				&& finding.mechanism() != Finding.Mechanism.CROSS_ORIGIN) {
			differences.add(finding, Subject.OUTSIDE, "Outside of its paths, Vary is left out.");
		}
	}

	private void computed(Differences differences) {
		this.layers.sources()
			.filter(CorsByPath::isComputed)
			.flatMap((source) -> source.entries().stream())
			.forEach((entry) -> differences
				.add(entry.finding(), Subject.COMPUTED, "It computes an answer for each request:"
						+ " it was asked for GET at each path pattern that is known, and may answer otherwise for other"
						+ " requests, or later."));
	}

	private void leftOut(Differences differences) {
		if (this.table.leftOut().isEmpty()) {
			return;
		}
		Map<String, List<CorsHandler>> handlers = this.layers.handlersByPattern();
		List<String> answered = List.copyOf(this.table.answers().keySet());
		CommonPaths common = new CommonPaths(answered.stream().map(SamplePath::withoutExpressions).toList());
		this.table.leftOut().forEach((pattern, reason) -> {
			Set<Finding> own = this.layers.sources()
				.flatMap((source) -> source.entries().stream())
				.filter((entry) -> entry.pattern().equals(pattern))
				.map(CorsByPath.Mapping::finding)
				.collect(Collectors.toSet());
			this.layers.filters()
				.stream()
				.filter((filter) -> filter.patterns().contains(pattern))
				.forEach((filter) -> own.add(filter.cors().entries().get(0).finding()));
			handlers.getOrDefault(pattern, List.of())
				.stream()
				.map((handler) -> handler.local().apply("/"))
				.filter(Objects::nonNull)
				.forEach((local) -> own.add(local.finding()));
			own.forEach((finding) -> differences.add(finding, Subject.PATH_LEFT_OUT,
					"The path " + pattern + " is left out: " + reason + "."));
			if (own.isEmpty()) {
				common.with(SamplePath.withoutExpressions(pattern))
					.forEach((place) -> around(answered.get(place), pattern, differences));
			}
		});
	}

	/** Whether these handlers need an exception can't be known. */
	private void around(String answered, String pattern, Differences differences) {
		Objects.requireNonNull(this.table.answers().get(answered))
			.findings()
			.forEach((finding) -> differences.add(finding, Subject.PATH_LEFT_OUT, "The policy of " + answered
					+ " also applies at " + pattern
					+ ", where the former configuration may not have applied: add a policy with this path and enabled: false if it"
					+ " must not."));
	}

}
