package io.corspolicy.registry;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Contributes policies. The properties under {@code cors.policies} are one source; every
 * bean of this type is another, such as one that reads tenants' origins from a database.
 * Called on the threads that refresh, outside of any lock: if two refresh at once, both
 * may call a source at the same time.
 */
@FunctionalInterface
public interface PolicySource {

	/**
	 * Read the policies anew. Called at start-up and on every
	 * {@link CorsPolicyRegistry#refresh() refresh}.
	 * @return the source's current policies
	 */
	List<PolicyDefinition> policies();

	/**
	 * The version of the policies, cheap to ask for: a row's time stamp or a counter, for
	 * example. With {@code cors.refresh-interval} it is asked for at each check, and
	 * {@link #policies()} only if it differs from the version before. It is asked for
	 * before the policies are read, so that a change between the two is seen at the next
	 * check.
	 * @return a value that changes with the policies, compared by {@code equals} and
	 * shown to people by {@code toString}; {@code null} if there is none, and the
	 * policies are read at each check
	 */
	default @Nullable Object version() {
		return null;
	}

}
