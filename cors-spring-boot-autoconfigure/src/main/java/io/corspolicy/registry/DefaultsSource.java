package io.corspolicy.registry;

import java.util.List;

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
		return read().definitions();
	}

	/**
	 * What was read in one go.
	 *
	 * @param definitions the policies
	 * @param defaults what handlers start from whose annotations name no policy
	 */
	record Contents(List<PolicyDefinition> definitions, PolicySpec defaults) {

	}

}
