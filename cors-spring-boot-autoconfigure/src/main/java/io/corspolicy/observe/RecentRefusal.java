package io.corspolicy.observe;

import java.time.Instant;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;
import org.jspecify.annotations.Nullable;

/**
 * Requests that were refused lately and differ in nothing but their time. All that came
 * from a request is as it was sent, of bounded length, and not made harmless.
 *
 * @param policy the policy that refused them
 * @param kind whether they were preflights or actual requests
 * @param reason the reason
 * @param method the method; for preflights, the one asked for
 * @param path the path within the application, as it was sent
 * @param origin the origin, empty if {@code Origin} was repeated
 * @param requestedHeaders what the latest preflight asked for in
 * {@code Access-Control-Request-Headers}, or {@code null} if it asked for nothing; after
 * a thousand of them, what one asked for that was less than 100 milliseconds earlier
 * @param server the origin under which the application was reached by that one, or
 * {@code null} if that is not known
 * @param cut whether any of these texts was too long to be remembered whole
 * @param count how often, as long as they are remembered
 * @param last when the latest of them came
 */
public record RecentRefusal(String policy, CorsDecision.Kind kind, DecisionReason reason, String method, String path,
		String origin, @Nullable String requestedHeaders, @Nullable String server, boolean cut, long count,
		Instant last) {
}
