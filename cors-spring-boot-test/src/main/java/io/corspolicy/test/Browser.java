package io.corspolicy.test;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A browser: its settings, and the preflights that it remembers. Every change of a
 * setting is a new browser that remembers nothing. Thread-safe.
 */
public final class Browser {

	private static final Duration ONE_DAY = Duration.ofHours(24);

	private final BrowserRules rules;

	private final InstantSource clock;

	private final Duration maxAgeLimit;

	private final boolean sendsMetadata;

	private final PreflightCache cache;

	private Browser(BrowserRules rules, InstantSource clock, Duration maxAgeLimit, boolean sendsMetadata) {
		this.rules = rules;
		this.clock = clock;
		this.maxAgeLimit = maxAgeLimit;
		this.sendsMetadata = sendsMetadata;
		this.cache = new PreflightCache(clock, rules);
	}

	/**
	 * A browser that follows the Fetch standard, sends {@code Sec-Fetch-*} and remembers
	 * a preflight for up to 24 hours.
	 * @return the browser
	 */
	public static Browser standard() {
		return new Browser(BrowserRules.STANDARD, Clock.systemUTC(), ONE_DAY, true);
	}

	/**
	 * This browser with other rules.
	 * @param rules the rules
	 * @return a new browser
	 */
	public Browser withRules(BrowserRules rules) {
		return new Browser(rules, this.clock, this.maxAgeLimit, this.sendsMetadata);
	}

	/**
	 * This browser with another clock, by which it forgets preflights.
	 * @param clock the clock
	 * @return a new browser
	 */
	public Browser withClock(InstantSource clock) {
		return new Browser(this.rules, clock, this.maxAgeLimit, this.sendsMetadata);
	}

	/**
	 * This browser with another limit on {@code Access-Control-Max-Age}. Chromium has 2
	 * hours, Firefox 24 hours and WebKit 10 minutes.
	 * @param limit the limit; zero for a browser without a cache
	 * @return a new browser
	 */
	public Browser withMaxAgeLimit(Duration limit) {
		return new Browser(this.rules, this.clock, limit, this.sendsMetadata);
	}

	/**
	 * This browser without {@code Sec-Fetch-*}: the WebKit of 2022, say.
	 * @return a new browser
	 */
	public Browser withoutFetchMetadata() {
		return new Browser(this.rules, this.clock, this.maxAgeLimit, false);
	}

	/**
	 * Open a page.
	 * @param originOrAddress the page's origin, or its address, of which only the origin
	 * matters: {@code https://app.example.com}. As in a browser's address bar it need not
	 * be serialised like an origin: {@code http://LOCALHOST:80} is accepted.
	 * {@code file:} and {@code data:} addresses make an opaque origin; {@code file://}
	 * alone, {@code app://} and {@code app://.} are what some engines send for pages
	 * without a host
	 * @return the page
	 * @throws IllegalArgumentException if the text is not an absolute URL
	 */
	public Page open(String originOrAddress) {
		return new Page(this, WebUrl.parse(originOrAddress).origin());
	}

	/**
	 * Open a page with an opaque origin, which the server sees as {@code null}: a
	 * sandboxed frame, or a file.
	 * @return the page
	 */
	public Page openWithOpaqueOrigin() {
		return new Page(this, WebOrigin.opaque());
	}

	/**
	 * Forget all preflights.
	 */
	public void forgetPreflights() {
		this.cache.clear();
	}

	MainFetch fetch(NetworkFetch network) {
		PreflightFetch preflight = new PreflightFetch(network, this.cache, this.rules, this.maxAgeLimit);
		return new MainFetch(network, preflight, this.cache);
	}

	NetworkFetch network(Transport transport) {
		return new NetworkFetch(transport, this.sendsMetadata);
	}

}
