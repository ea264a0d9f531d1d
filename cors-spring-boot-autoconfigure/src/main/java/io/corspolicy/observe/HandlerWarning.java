package io.corspolicy.observe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.text.SafeText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of handlers under another policy than the one that decided on their requests, of
 * each handler once.
 */
public final class HandlerWarning implements DecisionListener {

	private static final Log logger = LogFactory.getLog(DecisionLog.CATEGORY);

	private static final int MAX_WARNED = 1000;

	/** The policies that were named, by handler. */
	private final Map<String, List<String>> warned = new ConcurrentHashMap<>();

	/** Decisions are nothing to warn of; only that policies are replaced is heard. */
	@Override
	public DecisionListener forPolicy(CompiledPolicy policy) {
		return NONE;
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		// See write().
	}

	/** A warning that names a policy ends with it. */
	@Override
	public void replaced(Collection<CompiledPolicy> policies) {
		if (this.warned.isEmpty()) {
			return;
		}
		Set<String> names = policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet());
		this.warned.values().removeIf((named) -> !names.containsAll(named));
	}

	public void write(Cause cause, String handler, @Nullable CorsDecision decided, @Nullable CorsDecision own) {
		List<String> named = Stream.of(decided, own).flatMap(Stream::ofNullable).map(CorsDecision::policy).toList();
		if (this.warned.size() >= MAX_WARNED || this.warned.putIfAbsent(handler, named) != null) {
			return;
		}
		logger.warn("The handler " + SafeText.quoted(handler) + " is under " + policy(own) + ", but " + policy(decided)
				+ " decided on its request: " + cause.reason + " Such a response gets no Access-Control-* field."
				+ cause.fix);
	}

	private static String policy(@Nullable CorsDecision decision) {
		return (decision != null) ? "policy " + decision.policy() : "no policy";
	}

	/**
	 * Why two policies may meet in one request.
	 */
	public enum Cause {

		/** Something changed the request. */
		FILTER("a filter that runs after the CORS filter changed the request's path or method.",
				" Set cors.filter-order to a number above the order of that filter, so that the CORS filter runs"
						+ " after it."),

		/** The path of a file is written in another way than plainly. */
		FILE("it serves files, and cleaned the request's path to find one (of empty segments, dots, parameters or"
				+ " encoded slashes).", "");

		private final String reason;

		private final String fix;

		Cause(String reason, String fix) {
			this.reason = reason;
			this.fix = fix;
		}

	}

}
