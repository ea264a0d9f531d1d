package io.corspolicy.registry;

import java.util.List;

/**
 * Contributes policies. The properties under {@code cors.policies} are one source; every
 * bean of this type is another, such as one that reads tenants' origins from a database.
 */
@FunctionalInterface
public interface PolicySource {

	/**
	 * Read the policies anew. Called at start-up and on every
	 * {@link CorsPolicyRegistry#refresh() refresh}.
	 * @return the source's policies as they stand now
	 */
	List<PolicyDefinition> policies();

}
