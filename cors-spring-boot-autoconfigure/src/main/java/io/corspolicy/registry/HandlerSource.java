package io.corspolicy.registry;

import java.util.List;

/**
 * Knows the handlers of the application.
 */
@FunctionalInterface
public interface HandlerSource {

	/**
	 * Read the handlers anew. Called at start-up and on every
	 * {@link CorsPolicyRegistry#refresh() refresh}.
	 * @return the application's routers, in the order in which its dispatcher asks them
	 */
	List<Router> routers();

	/**
	 * How many mappings there are at present: cheap to ask for, to notice that some were
	 * registered late.
	 * @return the number, or always the same where that is not known
	 */
	default int size() {
		return 0;
	}

}
