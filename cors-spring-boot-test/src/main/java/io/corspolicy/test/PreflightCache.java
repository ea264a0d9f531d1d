package io.corspolicy.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The cached answers of preflights
 * (<a href="https://fetch.spec.whatwg.org/#concept-cache">Fetch, "CORS-preflight
 * cache"</a>). One cache belongs to one top-level page, so entries need no partition key.
 * Thread-safe.
 */
final class PreflightCache {

	private final List<Entry> entries = new ArrayList<>();

	private final InstantSource clock;

	private final BrowserRules rules;

	PreflightCache(InstantSource clock, BrowserRules rules) {
		this.clock = clock;
		this.rules = rules;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-cache-match-method">"Method cache
	 * entry match"</a>.
	 */
	synchronized boolean matchesMethod(FetchRequest request, String method) {
		return find(request, (entry) -> entry.isForMethod(method)) != null;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-cache-match-header">"Header-name
	 * cache entry match"</a>.
	 */
	synchronized boolean matchesHeader(FetchRequest request, String name) {
		return find(request, (entry) -> entry.isForHeader(name, this.rules)) != null;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">"CORS-preflight
	 * fetch"</a>, steps 7.12 to 7.15. Setting an entry's max-age stores it again, as
	 * browsers do.
	 */
	synchronized void store(FetchRequest request, ListedNames methods, ListedNames headerNames, Duration maxAge) {
		Instant expiry = this.clock.instant().plus(maxAge);
		for (String method : methods.names()) {
			put(request, find(request, (entry) -> entry.isForMethod(method)), expiry, method, null);
		}
		for (String name : headerNames.names()) {
			put(request, find(request, (entry) -> entry.isForHeader(name, this.rules)), expiry, null, name);
		}
	}

	private void put(FetchRequest request, @Nullable Entry present, Instant expiry, @Nullable String method,
			@Nullable String headerName) {
		if (present != null) {
			this.entries.remove(present);
			this.entries.add(present.until(expiry));
		}
		else {
			this.entries.add(new Entry(request.serialisedOrigin(), request.currentUrl().serialised(),
					request.includesCredentials(), method, headerName, expiry));
		}
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-cache-clear">"Clear cache
	 * entries"</a>.
	 */
	synchronized void clear(FetchRequest request) {
		this.entries.removeIf((entry) -> entry.isFor(request));
	}

	synchronized void clear() {
		this.entries.clear();
	}

	private @Nullable Entry find(FetchRequest request, Predicate<Entry> wanted) {
		Instant now = this.clock.instant();
		this.entries.removeIf((entry) -> !now.isBefore(entry.expiry()));
		return this.entries.stream()
			.filter((entry) -> entry.isFor(request) && (entry.credentials() || !request.includesCredentials()))
			.filter(wanted)
			.findFirst()
			.orElse(null);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cache-entry">"Cache entry"</a>: for a
	 * method or for a header name.
	 */
	private record Entry(String origin, String url, boolean credentials, @Nullable String method,
			@Nullable String headerName, Instant expiry) {

		boolean isFor(FetchRequest request) {
			return this.origin.equals(request.serialisedOrigin()) && this.url.equals(request.currentUrl().serialised());
		}

		boolean isForMethod(String method) {
			return method.equals(this.method) || isWildcard(this.method);
		}

		boolean isForHeader(String name, BrowserRules rules) {
			return name.equalsIgnoreCase(this.headerName)
					|| (isWildcard(this.headerName) && rules.wildcardCovers(name));
		}

		/**
		 * With credentials a {@code *} is a name like any other. The standard says so
		 * only for the preflight's check, but the cache must not allow more than the
		 * check did.
		 * @see <a href=
		 * "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
		 * "CORS protocol and credentials"</a>
		 */
		private boolean isWildcard(@Nullable String name) {
			return "*".equals(name) && !this.credentials;
		}

		Entry until(Instant expiry) {
			return new Entry(this.origin, this.url, this.credentials, this.method, this.headerName, expiry);
		}

	}

}
