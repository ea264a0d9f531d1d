package io.corspolicy.engine;

/**
 * The characters of host names, as browsers send them.
 */
final class HostNames {

	private HostNames() {
	}

	/** Whether a character can be in a label. */
	static boolean isHostChar(char c) {
		return isWildcardChar(c) || c == '_';
	}

	/** Whether a wildcard within a label matches a character. */
	static boolean isWildcardChar(char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
	}

}
