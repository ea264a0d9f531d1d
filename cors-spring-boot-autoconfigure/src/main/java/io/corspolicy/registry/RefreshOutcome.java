package io.corspolicy.registry;

import java.util.Locale;

/**
 * How a refresh ended.
 */
public enum RefreshOutcome {

	/** The policies were replaced. */
	REPLACED,

	/** All sources were asked, and nothing had changed. */
	UNCHANGED,

	/**
	 * A source could not be read, or the policies are invalid. They stay as they were.
	 */
	FAILED;

	/**
	 * The outcome as it is written in metrics.
	 * @return the name in lower case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
