package io.corspolicy.registry;

/**
 * Hears how refreshes end, those by hand and checks of
 * {@link CorsPolicyRegistry#refreshIfChanged()} alike. Called on the thread that
 * refreshes; whatever it throws changes nothing.
 */
@FunctionalInterface
public interface RefreshListener {

	/**
	 * Hear that a refresh has ended.
	 * @param outcome how
	 */
	void refreshed(RefreshOutcome outcome);

}
