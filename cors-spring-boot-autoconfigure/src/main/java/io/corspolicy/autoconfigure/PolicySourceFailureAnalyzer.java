package io.corspolicy.autoconfigure;

import io.corspolicy.registry.PolicySourceException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which source of policies kept the application from starting.
 */
final class PolicySourceFailureAnalyzer extends AbstractFailureAnalyzer<PolicySourceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PolicySourceException cause) {
		StringBuilder description = new StringBuilder(
				"CORS policies can't be read, so that it is not known which origins are allowed.\n\n"
						+ cause.getMessage());
		for (Throwable other : cause.getSuppressed()) {
			if (other instanceof PolicySourceException) {
				description.append('\n').append(other.getMessage());
			}
		}
		return new FailureAnalysis(description.toString(),
				"Make available what the source reads. To start without its policies, set cors.start-without-sources"
						+ " to true, and cors.refresh-interval to a time after which it is asked again, such as 30s.",
				cause);
	}

}
