package io.corspolicy.engine;

/**
 * Says in debug mode why a request was refused, as a problem document
 * (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>). The only text of the
 * request in it is the name of a header, escaped and truncated.
 */
final class ProblemDocument {

	private ProblemDocument() {
	}

	static String render(CorsDecision.Kind kind, DecisionReason reason, String detail, int status, String policy) {
		String title = (kind == CorsDecision.Kind.PREFLIGHT) ? "CORS preflight refused" : "CORS request refused";
		return """
				{"title":"%s","status":%d,"detail":%s,"reason":"%s","policy":%s}""".formatted(title, status,
				quote(detail), reason.code(), quote(policy));
	}

	/**
	 * Quotes a text as a JSON string in ASCII
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, 7</a>).
	 */
	private static String quote(String text) {
		StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				quoted.append('\\').append(c);
			}
			else if (c < ' ' || c > '~') {
				quoted.append(String.format("\\u%04x", (int) c));
			}
			else {
				quoted.append(c);
			}
		}
		return quoted.append('"').toString();
	}

}
