package io.corspolicy.fetches;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.fetches.FetchCase.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the service has seen, row by row.
 */
final class Wire {

	private static final Pattern ROW = Pattern.compile("(?:^|&)row=([^&]+)");

	private final Map<String, Queue<String>> preflights = new ConcurrentHashMap<>();

	private final Map<String, Queue<String>> passed = new ConcurrentHashMap<>();

	/**
	 * A request arrives.
	 * @param request the request, ahead of the filter
	 */
	void arrived(Seen request) {
		if (request.method().equals("OPTIONS") && request.requestedMethod() != null) {
			add(this.preflights, request);
		}
	}

	/**
	 * A request is let pass.
	 * @param request the request, behind the filter
	 */
	void passed(Seen request) {
		add(this.passed, request);
	}

	private static void add(Map<String, Queue<String>> requests, Seen request) {
		Matcher row = ROW.matcher((request.query() != null) ? request.query() : "");
		if (row.find()) {
			requests.computeIfAbsent(row.group(1), (name) -> new ConcurrentLinkedQueue<>()).add(request.toString());
		}
	}

	Outcome outcome(String row, List<String> gets) {
		return new Outcome(gets, this.preflights.getOrDefault(row, new ConcurrentLinkedQueue<>()).size(),
				this.passed.getOrDefault(row, new ConcurrentLinkedQueue<>()));
	}

	/**
	 * A request.
	 *
	 * @param method the method
	 * @param query the query
	 * @param host the host and the port that were asked
	 * @param origin the origin
	 * @param requestedMethod what a preflight asks for
	 * @param cookie whether the page's cookie was sent
	 */
	record Seen(String method, @Nullable String query, @Nullable String host, @Nullable String origin,
			@Nullable String requestedMethod, boolean cookie) {

		@Override
		public String toString() {
			return this.method + from() + (this.cookie ? " with cookie" : "");
		}

		private String from() {
			if (this.origin == null) {
				return " without Origin";
			}
			if (this.origin.equals("null")) {
				return " from null";
			}
			return this.origin.equals("http://" + this.host) ? " from itself" : "";
		}

	}

}
