package io.corspolicy.registry;

import java.util.List;
import java.util.function.UnaryOperator;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;

/**
 * A source that also knows what handlers start from whose annotations name no policy.
 * Both are read at once, so that no set of policies holds a part of either.
 */
@FunctionalInterface
public interface DefaultsSource extends PolicySource {

	/**
	 * Read policies and defaults anew.
	 * @return the current ones
	 */
	Contents read();

	@Override
	default List<PolicyDefinition> policies() {
		Contents contents = read();
		if (!contents.problems().isEmpty()) {
			throw new IncompletePoliciesException(contents.places().apply(contents.problems()), contents.definitions());
		}
		return contents.definitions();
	}

	/**
	 * What was read in one go.
	 *
	 * @param definitions the policies, as far as they could be read
	 * @param defaults what handlers start from whose annotations name no policy
	 * @param problems what could not be read
	 * @param places adds to problems where their values were written, as far as this
	 * source has read them
	 */
	record Contents(List<PolicyDefinition> definitions, PolicySpec defaults, List<PolicyProblem> problems,
			UnaryOperator<List<PolicyProblem>> places) {

	}

}
