package io.corspolicy.mutation;

import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole test classes, each as one test, up to its first failure. Mutation tests start
 * every row of a table anew, and a thousand starts take far longer than a thousand rows.
 */
abstract class WholeClasses {

	static void run(String name) {
		LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass("io.corspolicy." + name))
			.filters(TagFilter.excludeTags("long", "process"))
			.build();
		FirstFailure failure = new FirstFailure();
		LauncherFactory.create()
			.execute(LauncherExecutionRequestBuilder.request(tests)
				.listeners(failure)
				.cancellationToken(failure.cancellation)
				.build());
		assertThat(failure.run).as(name).isTrue();
		assertThat(failure.cancellation.isCancellationRequested()).as(name).isFalse();
	}

	/**
	 * Stops at the first test that fails.
	 */
	private static final class FirstFailure implements TestExecutionListener {

		private final CancellationToken cancellation = CancellationToken.create();

		private boolean run;

		@Override
		public void executionFinished(TestIdentifier test, TestExecutionResult result) {
			this.run |= test.isTest();
			if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
				this.cancellation.cancel();
			}
		}

	}

}
