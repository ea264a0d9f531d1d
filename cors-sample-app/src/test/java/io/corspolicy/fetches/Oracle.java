package io.corspolicy.fetches;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.fetches.FetchCase.Request;
import io.corspolicy.test.Browser;
import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.BrowserRules;
import io.corspolicy.test.CredentialsMode;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.Page;
import io.corspolicy.test.RequestMode;

/**
 * What {@link BrowserFetch} says of a row, in the table's words.
 */
final class Oracle {

	private static final Set<String> OTHER_THAN_FETCH = Set.of("SOCKET", "FORM");

	private final Map<String, Page> pages;

	private final String service;

	Oracle(BrowserRules rules, String page, String service) {
		Browser browser = Browser.standard().withRules(rules);
		this.pages = Map.of("page", browser.open(page), "sandboxed", browser.openWithOpaqueOrigin(), "own",
				browser.open(service));
		this.service = service;
	}

	/** Forms and WebSockets are no fetches. */
	static boolean knows(FetchCase fetch) {
		return fetch.requests().stream().map(Request::method).noneMatch(OTHER_THAN_FETCH::contains);
	}

	List<String> perform(FetchCase fetch, String row) {
		return fetch.requests().stream().map((request) -> perform(request, row)).toList();
	}

	private String perform(Request request, String row) {
		boolean events = request.method().equals("EVENTS");
		boolean font = request.method().equals("FONT");
		String path = request.path() + (request.path().contains("?") ? "&" : "?") + "row=" + row;
		BrowserFetch fetch = this.pages.get(request.where())
			.to(this.service)
			.method((events || font) ? "GET" : request.method(), path)
			.cookie("visitor", "ada")
			.credentials(
					request.credentials().equals("include") ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN)
			.mode(request.mode().equals("no-cors") ? RequestMode.NO_CORS : RequestMode.CORS);
		request.headers().forEach(fetch::header);
		if (events) {
			fetch.header("Accept", "text/event-stream");
		}
		if (request.body() != null) {
			fetch.body(request.body());
		}
		FetchResult result = fetch.send();
		if (!result.isReadable()) {
			return result.isBlocked() ? "blocked" : "opaque";
		}
		if (events || font) {
			return events ? "event" : "font";
		}
		return Stream
			.concat(Stream.of(Integer.toString(result.status())),
					Stream.of("x-page", "x-total-count").filter(result.headers()::contains))
			.collect(Collectors.joining(" "));
	}

}
