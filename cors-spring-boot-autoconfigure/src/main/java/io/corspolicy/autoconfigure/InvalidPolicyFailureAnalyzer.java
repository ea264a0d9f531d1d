package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.properties.ProblemLocator;
import io.corspolicy.autoconfigure.properties.ProblemReport;
import io.corspolicy.engine.InvalidPolicyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Reports every problem of the policies, where it was written, and what to write instead.
 */
final class InvalidPolicyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPolicyException> {

	private final @Nullable Environment environment;

	InvalidPolicyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidPolicyException cause) {
		if (!(this.environment instanceof ConfigurableEnvironment configurable)) {
			return null;
		}
		ProblemReport report = new ProblemReport(new ProblemLocator(configurable));
		return new FailureAnalysis(report.describe(cause.problems()), ProblemReport.action(cause.problems()), cause);
	}

}
