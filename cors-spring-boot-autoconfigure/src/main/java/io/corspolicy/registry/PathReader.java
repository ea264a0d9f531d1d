package io.corspolicy.registry;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.engine.origin.UnresolvedPlaceholder;
import io.corspolicy.path.PathCorrections;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Parses the paths of policies, and reports those that are not patterns or could never
 * match.
 */
final class PathReader {

	private final PathPatternParser parser;

	private final Collection<PolicyProblem> problems;

	/**
	 * Create a reader.
	 * @param parser the parser of the application's router
	 * @param problems where problems are added
	 */
	PathReader(PathPatternParser parser, Collection<PolicyProblem> problems) {
		this.parser = parser;
		this.problems = problems;
	}

	/**
	 * Parse the paths of a policy.
	 * @return the patterns that could be parsed
	 */
	List<PathPattern> parse(PolicyDefinition definition) {
		Set<PathPattern> patterns = new LinkedHashSet<>();
		for (int i = 0; i < definition.paths().size(); i++) {
			String path = definition.paths().get(i);
			if (path.contains("${")) {
				pathExample(definition, i, ProblemCode.UNRESOLVED_PLACEHOLDER, UnresolvedPlaceholder.reason(path),
						UnresolvedPlaceholder.withDefault(path, "/api/**", "api"));
				continue;
			}
			if (path.isBlank()) {
				pathProblem(definition, i, ProblemCode.INVALID_PATH, "an entry can't be empty.", null);
				continue;
			}
			PathCorrections.Correction correction = PathCorrections.find(path);
			if (correction != null) {
				pathProblem(definition, i, ProblemCode.INVALID_PATH, correction.reason(), correction.path());
				continue;
			}
			try {
				PathPattern pattern = this.parser.parse(path);
				if (!patterns.add(pattern)) {
					pathProblem(definition, i, ProblemCode.INVALID_PATH, "the path is listed twice.", null);
				}
			}
			catch (PatternParseException ex) {
				pathExample(definition, i, ProblemCode.INVALID_PATH,
						"the path is not a pattern: " + ex.getMessage() + ".", PathCorrections.literalPrefix(path));
			}
		}
		return List.copyOf(patterns);
	}

	private void pathProblem(PolicyDefinition definition, int index, ProblemCode code, String reason,
			@Nullable String suggestion) {
		PolicyField field = PolicyField.PATHS.entry(index);
		this.problems.add(new PolicyProblem(code, definition.name(), field, definition.paths().get(index), reason,
				List.of(new PolicyProblem.Edit(field, suggestion))));
	}

	private void pathExample(PolicyDefinition definition, int index, ProblemCode code, String reason, String example) {
		PolicyField field = PolicyField.PATHS.entry(index);
		this.problems.add(new PolicyProblem(code, definition.name(), field, definition.paths().get(index), reason,
				List.of(), List.of(new PolicyProblem.Edit(field, example))));
	}

}
