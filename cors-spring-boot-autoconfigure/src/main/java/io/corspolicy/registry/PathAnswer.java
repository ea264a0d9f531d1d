package io.corspolicy.registry;

import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

/**
 * Who answers on a path, for every method. Immutable but for what it remembers.
 */
final class PathAnswer {

	private final @Nullable PolicySet ofPath;

	private final @Nullable Routes routes;

	/** The policies of the path where its handlers leave it to them. */
	private final @Nullable PolicySet left;

	/**
	 * Create an answer.
	 * @param ofPath the policies whose patterns match
	 * @param ofEndpoint those of them that may apply to actuator endpoints
	 * @param routes the handlers whose patterns match, or {@code null} for none
	 */
	PathAnswer(@Nullable PolicySet ofPath, @Nullable PolicySet ofEndpoint, @Nullable Routes routes) {
		this.ofPath = ofPath;
		this.routes = routes;
		if (routes == null) {
			this.left = ofPath;
		}
		else {
			PolicySet possible = routes.isEndpoint() ? ofEndpoint : ofPath;
			this.left = (possible != null) ? routes.withMappedMethods(possible) : null;
		}
	}

	/** Who answers where no handler is asked. */
	@Nullable PolicySet policies() {
		return this.ofPath;
	}

	/** Who answers for a method. */
	@Nullable PolicySet policies(String method) {
		if (this.routes == null) {
			return this.left;
		}
		Routes.Outcome outcome = this.routes.choose(method);
		return (outcome.open() && this.left != null) ? this.left : outcome.policies();
	}

}
