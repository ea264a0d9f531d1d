package io.corspolicy.registry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.SafeText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of handlers under another policy than the one that decided on their requests, of
 * each handler once.
 */
final class HandlerWarning {

	private static final Log logger = LogFactory.getLog(DecisionLog.CATEGORY);

	private static final int MAX_WARNED = 1000;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	void write(String handler, @Nullable CorsDecision decided, @Nullable CorsDecision own) {
		if (this.warned.size() >= MAX_WARNED || !this.warned.add(handler)) {
			return;
		}
		logger.warn("The handler " + SafeText.quoted(handler) + " is under " + policy(own) + ", but " + policy(decided)
				+ " decided on its request: a filter that runs after the CORS filter changed the"
				+ " request's path or method. Such a response gets no Access-Control-* field. Set cors.filter-order"
				+ " to a number above the order of that filter, so that the CORS filter runs after it.");
	}

	private static String policy(@Nullable CorsDecision decision) {
		return (decision != null) ? "policy " + decision.policy() : "no policy";
	}

}
