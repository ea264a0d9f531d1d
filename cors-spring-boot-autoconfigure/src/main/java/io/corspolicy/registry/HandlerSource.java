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

}
