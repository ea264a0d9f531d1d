package io.corspolicy.engine.origin;

/**
 * Parts of the value of {@code Origin}, recognised in place: nothing is cut out of it.
 */
final class OriginText {

	private OriginText() {
	}

	/** Whether hosts of the scheme are in lower case. */
	static boolean isOfTheWeb(String origin, int schemeEnd) {
		return switch (schemeEnd) {
			case 2 -> origin.startsWith("ws");
			case 3 -> origin.startsWith("wss") || origin.startsWith("ftp");
			case 4 -> origin.startsWith("http") || origin.startsWith("file");
			case 5 -> origin.startsWith("https");
			default -> false;
		};
	}

	/**
	 * What some engines send for pages without a host: {@code app://.}, {@code file://}.
	 */
	static boolean isWithoutHost(String origin, int schemeEnd) {
		int hostStart = schemeEnd + 3;
		boolean dot = origin.length() == hostStart + 1 && origin.charAt(hostStart) == '.';
		return origin.equals(SpecialOrigins.FILE)
				|| ((origin.length() == hostStart || dot) && !isOfTheWeb(origin, schemeEnd));
	}

	/**
	 * <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.1">RFC 3986, 3.1</a>, in
	 * lower case.
	 */
	static boolean isScheme(String origin, int end) {
		for (int i = 0; i < end; i++) {
			char c = origin.charAt(i);
			boolean letter = c >= 'a' && c <= 'z';
			if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
				return false;
			}
		}
		return end > 0;
	}

	static boolean isAddressChar(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':';
	}

	static boolean isDefaultPort(String origin, int schemeEnd, int port) {
		return (port == 443 && schemeEnd == 5 && origin.startsWith("https"))
				|| (port == 80 && schemeEnd == 4 && origin.startsWith("http"));
	}

}
