package io.corspolicy.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.origin.AllowedOrigins;
import io.corspolicy.engine.origin.HostPatternParser;
import io.corspolicy.engine.origin.MalformedHostException;
import io.corspolicy.engine.origin.OriginPattern;

/**
 * Finds the problems of the hosts of one policy, and of origins that name their labels.
 */
final class HostValidator {

	private static final String EXAMPLE = "api.example.com";

	private final PolicySpec spec;

	private final Problems problems;

	HostValidator(PolicySpec spec, Problems problems) {
		this.spec = spec;
		this.problems = problems;
	}

	void validate(AllowedOrigins origins) {
		Set<String> names = new HashSet<>();
		List<String> entries = this.spec.list(Attribute.HOSTS);
		for (int i = 0; i < entries.size(); i++) {
			try {
				names.add(HostPatternParser.parse(entries.get(i)).name());
			}
			catch (MalformedHostException ex) {
				malformed(i, entries.get(i), ex);
			}
		}
		for (OriginPattern pattern : origins.patterns()) {
			if (pattern.form() == OriginPattern.Form.HOST_LABEL && !names.contains(pattern.labelPrefix())) {
				unknownName(pattern, entries);
			}
		}
	}

	private void malformed(int index, String entry, MalformedHostException malformed) {
		ProblemCode code = ProblemCode.of(malformed.fault(), ProblemCode.INVALID_HOST);
		String corrected = HostPatternParser.corrected(malformed.candidate());
		if (entry.equals("*")) {
			// Removed beside other entries, too: a policy for any host covers them.
			this.problems.add(code, Attribute.HOSTS, index, entry, malformed.reason(),
					new Edit(PolicyField.of(Attribute.HOSTS), null));
		}
		else if (corrected != null) {
			this.problems.add(code, Attribute.HOSTS, index, entry, malformed.reason(),
					Edit.set(Attribute.HOSTS, index, corrected));
		}
		else {
			this.problems.addWithExample(code, Attribute.HOSTS, index, entry, malformed.reason(),
					Edit.set(Attribute.HOSTS, index, EXAMPLE));
		}
	}

	private void unknownName(OriginPattern pattern, List<String> hosts) {
		int index = this.spec.list(Attribute.ALLOWED_ORIGINS).indexOf(pattern.text());
		String label = "{" + pattern.labelPrefix() + "}";
		this.problems.addWithExample(ProblemCode.INVALID_ORIGIN, Attribute.ALLOWED_ORIGINS, index, pattern.text(),
				hosts.isEmpty() ? "no host has a label " + label + ": a policy that uses it lists its hosts, which an"
						+ " annotation can't do." : "none of the policy's hosts has a label " + label + ".",
				Edit.set(Attribute.HOSTS, List.of(label + "." + EXAMPLE)));
	}

}
