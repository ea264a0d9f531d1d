package io.corspolicy.autoconfigure;

import java.time.Duration;

import io.corspolicy.autoconfigure.report.ProblemReport;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.registry.PolicySourceException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs that policies can't be refreshed: once per outage, however long it takes, and once
 * more when it is over. Policies that are invalid after they could not be read count as
 * an outage of their own, since their author has to fix them.
 */
final class RefreshLog {

	private static final Log logger = LogFactory.getLog(RefreshLog.class);

	private final @Nullable Duration interval;

	/** What the outage is, or {@code null} if there is none. */
	private @Nullable Outage outage;

	private long failures;

	/**
	 * Create a log.
	 * @param interval how often policies are refreshed, or {@code null} for never
	 */
	RefreshLog(@Nullable Duration interval) {
		this.interval = interval;
	}

	/**
	 * Say that the application starts without the policies of a source.
	 */
	synchronized void leftOut(PolicySourceException failure) {
		this.outage = Outage.of(failure);
		this.failures++;
		logger.error("The application starts without the CORS policies of " + failure.source()
				+ " (cors.start-without-sources). " + report(failure) + " " + next(), cause(failure));
	}

	private String next() {
		return (this.interval != null) ? "It is asked again at cors.refresh-interval (" + this.interval + ")."
				: "Without cors.refresh-interval it is asked again only by CorsPolicyRegistry.refresh().";
	}

	synchronized void failed(Throwable failure) {
		this.failures++;
		Outage current = Outage.of(failure);
		if (current == this.outage) {
			logger.debug("The CORS policies stay as they are", failure);
			return;
		}
		this.outage = current;
		logger.error("The CORS policies stay as they are. " + report(failure)
				+ " They are read again at cors.refresh-interval (" + this.interval
				+ "); what fails until then is logged at DEBUG.", cause(failure));
	}

	synchronized void succeeded() {
		if (this.outage != null) {
			logger.info("The CORS policies are up to date again, after " + this.failures
					+ ((this.failures == 1) ? " failure." : " failures."));
		}
		this.outage = null;
		this.failures = 0;
	}

	private String report(Throwable failure) {
		InvalidPolicyException invalid = invalid(failure);
		if (invalid != null) {
			return "\n\n" + ProblemReport.describe(invalid.problems()) + "\n\n";
		}
		return (failure instanceof PolicySourceException) ? String.valueOf(failure.getMessage())
				: "They can't be refreshed: " + SafeText.visible(failure.toString());
	}

	/** The report has all details. */
	private static @Nullable Throwable cause(Throwable failure) {
		return (invalid(failure) != null) ? null : failure;
	}

	private static @Nullable InvalidPolicyException invalid(Throwable failure) {
		Throwable cause = (failure instanceof PolicySourceException) ? failure.getCause() : failure;
		return (cause instanceof InvalidPolicyException invalid) ? invalid : null;
	}

	/** What fails. */
	private enum Outage {

		UNREADABLE, INVALID;

		static Outage of(Throwable failure) {
			return (invalid(failure) != null) ? INVALID : UNREADABLE;
		}

	}

}
