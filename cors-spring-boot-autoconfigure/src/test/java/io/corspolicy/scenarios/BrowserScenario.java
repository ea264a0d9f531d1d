package io.corspolicy.scenarios;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.scenarios.Scenario.Field;
import io.corspolicy.test.BlockReason;
import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.Exchange;
import io.corspolicy.test.FetchPhase;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.Fetcher;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.Page;
import io.corspolicy.test.WireResponse;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A row of the scenario table as a script's doing: the fetch that makes a browser send
 * the row's request, and what the page is to get for it.
 *
 * @param row the row
 * @param origin the page's origin
 * @param requestedMethod the method of the request behind a preflight, or {@code null}
 * for a row that is no preflight
 * @param requestedHeaders the names of the headers of the request behind a preflight, in
 * lower case and sorted
 */
record BrowserScenario(Scenario row, String origin, @Nullable String requestedMethod, List<String> requestedHeaders) {

	private static final String ORIGIN = "Origin";

	private static final String REQUEST_METHOD = "Access-Control-Request-Method";

	private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

	private static final Set<String> SIMPLE_METHODS = Set.of("GET", "HEAD", "POST");

	/** With such a value no header is CORS-safelisted. */
	private static final String UNSAFE_VALUE = "(";

	/**
	 * The rows that a script can bring about: none that send what no browser sends, and
	 * none without an {@code Origin}, where there is nothing for a browser to decide, and
	 * none that a server may refuse by itself.
	 */
	static List<BrowserScenario> among(List<Scenario> rows) {
		return rows.stream()
			.filter((row) -> row.status() != null)
			.map(BrowserScenario::of)
			.filter(BrowserScenario::canBeSent)
			.toList();
	}

	private static BrowserScenario of(Scenario row) {
		List<String> methods = values(row, REQUEST_METHOD);
		boolean preflight = row.method().equals("OPTIONS") && methods.size() == 1;
		List<String> headers = values(row, REQUEST_HEADERS).stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.map((name) -> name.strip().toLowerCase(Locale.ROOT))
			.filter((name) -> !name.isEmpty())
			.distinct()
			.sorted()
			.toList();
		return new BrowserScenario(row, String.join(",", values(row, ORIGIN)), preflight ? methods.get(0) : null,
				headers);
	}

	private static List<String> values(Scenario row, String name) {
		return row.headers().stream().filter((field) -> field.is(name)).map(Field::value).toList();
	}

	/** Tried on a server that shares nothing. */
	private boolean canBeSent() {
		boolean preflight = this.requestedMethod != null;
		boolean known = this.row.headers()
			.stream()
			.allMatch((field) -> field.is(ORIGIN)
					|| (preflight && (field.is(REQUEST_METHOD) || field.is(REQUEST_HEADERS))));
		boolean oneLine = values(this.row, REQUEST_HEADERS).size() <= 1;
		if (!known || !oneLine || !(preflight || SIMPLE_METHODS.contains(this.row.method()))) {
			return false;
		}
		try {
			WireResponse nothing = new WireResponse(404, HeaderList.empty(), new byte[0]);
			return isSentBy(fetch(page().to((request) -> nothing, "http://localhost")).send());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private boolean isSentBy(FetchResult result) {
		if (result.exchanges().isEmpty()) {
			return false;
		}
		Exchange first = result.exchanges().get(0);
		HeaderList headers = first.request().headers();
		String names = String.join(",", this.requestedHeaders);
		return first.preflight() == (this.requestedMethod != null)
				&& first.request().url().equals("http://localhost" + this.row.target())
				&& this.origin.equals(headers.get(ORIGIN))
				&& Objects.equals(this.requestedMethod, headers.get(REQUEST_METHOD))
				&& names.equals(Objects.requireNonNullElse(headers.get(REQUEST_HEADERS), ""));
	}

	private Page page() {
		return this.origin.equals("null") ? BrowserFetch.fromOpaqueOrigin() : BrowserFetch.from(this.origin);
	}

	private BrowserFetch fetch(Fetcher server) {
		if (this.requestedMethod == null) {
			return server.method(this.row.method(), this.row.target());
		}
		// The listener makes a preflight for methods and headers that need none.
		BrowserFetch fetch = server.method(this.requestedMethod, this.row.target()).withUploadListener();
		this.requestedHeaders.forEach((name) -> fetch.header(name, UNSAFE_VALUE));
		return fetch;
	}

	/**
	 * Send the row's request to a server, as a browser does, and see that the page gets
	 * the response if and only if the row allows it.
	 */
	void check(String server) {
		BrowserFetch fetch = fetch(page().to(server));
		boolean credentials = this.row.expected()
			.stream()
			.anyMatch((field) -> field.is("Access-Control-Allow-Credentials") && field.value().equals("true"));
		FetchResult result = (credentials ? fetch.withCredentials() : fetch).send();
		boolean allowed = this.row.expected().stream().anyMatch((field) -> field.is("Access-Control-Allow-Origin"));
		if (!allowed) {
			assertThat(result).isBlockedBecause(BlockReason.ALLOW_ORIGIN_MISSING)
				.isBlockedAt((this.requestedMethod != null) ? FetchPhase.PREFLIGHT : FetchPhase.ACTUAL);
		}
		else if (this.requestedMethod == null) {
			assertThat(result).isReadable();
		}
		else {
			// What becomes of the request behind the preflight is another row's matter.
			assertThat(result.exchanges()).as(result.toString()).anyMatch((exchange) -> !exchange.preflight());
		}
	}

	@Override
	public String toString() {
		return this.row.toString();
	}

}
