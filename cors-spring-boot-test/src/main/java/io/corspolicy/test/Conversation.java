package io.corspolicy.test;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Describes the exchanges between a browser and a server, as far as they matter for CORS.
 */
final class Conversation {

	private static final int LONGEST_VALUE = 500;

	private static final String CORS_PREFIX = "access-control-";

	private static final Set<String> SHOWN_OF_RESPONSE = Set.of("vary", "location", "cross-origin-resource-policy");

	/** Fields of the browser, the same in every request. */
	private static final Set<String> HIDDEN_OF_REQUEST = Set.of("accept", "referer", "sec-fetch-dest");

	private static final Set<String> SECRET = Set.of("authorization", "cookie");

	private Conversation() {
	}

	static String describe(FetchResult result) {
		StringBuilder text = new StringBuilder();
		text.append("A page at ").append(result.origin()).append(' ').append(outcome(result)).append('\n');
		if (!result.ignoredHeaders().isEmpty()) {
			text.append("No page may set these headers, so they were not sent: ")
				.append(String.join(", ", result.ignoredHeaders()))
				.append('\n');
		}
		for (Exchange exchange : result.exchanges()) {
			append(text, exchange);
		}
		return text.toString();
	}

	static String outcome(FetchResult result) {
		Block block = result.block();
		if (block != null) {
			return "was blocked by " + block;
		}
		return switch (result.type()) {
			case BASIC -> "read a response of its own origin with status " + result.status();
			case CORS -> "read a shared response with status " + result.status();
			case OPAQUE -> "got a response that it can't look into (no-cors)";
			case OPAQUE_REDIRECT -> "got a redirect that it can't look into (redirect mode manual)";
			case ERROR -> throw new IllegalStateException("Blocked by nothing");
		};
	}

	private static void append(StringBuilder text, Exchange exchange) {
		WireRequest request = exchange.request();
		text.append("\n  ").append(exchange.preflight() ? "preflight" : "request").append('\n');
		text.append("  > ").append(request.method()).append(' ').append(request.url()).append('\n');
		for (HeaderList.Field field : request.headers().fields()) {
			String name = field.name().toLowerCase(Locale.ROOT);
			if (!HIDDEN_OF_REQUEST.contains(name)) {
				append(text, '>', field.name(), SECRET.contains(name) ? "(not shown)" : field.value());
			}
		}
		text.append("  < ").append(exchange.response().status()).append('\n');
		List<HeaderList.Field> fields = exchange.response().headers().fields();
		for (HeaderList.Field field : fields) {
			String name = field.name().toLowerCase(Locale.ROOT);
			if (name.startsWith(CORS_PREFIX) || SHOWN_OF_RESPONSE.contains(name)) {
				append(text, '<', field.name(), field.value());
			}
		}
	}

	private static void append(StringBuilder text, char direction, String name, String value) {
		boolean tooLong = value.length() > LONGEST_VALUE;
		String shown = tooLong ? value.substring(0, LONGEST_VALUE) + "... (" + value.length() + " characters)" : value;
		text.append("  ").append(direction).append(' ').append(name).append(": ").append(shown).append('\n');
	}

}
