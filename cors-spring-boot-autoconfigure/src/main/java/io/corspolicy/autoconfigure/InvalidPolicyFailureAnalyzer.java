package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.report.ProblemReport;
import io.corspolicy.engine.InvalidPolicyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports every problem of the policies, where it was written, and what to write instead.
 */
final class InvalidPolicyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPolicyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPolicyException cause) {
		return new FailureAnalysis(ProblemReport.describe(cause.problems()), ProblemReport.action(cause.problems()),
				cause);
	}

}
