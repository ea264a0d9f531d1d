package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests {@code io.corspolicy.registry}, and what observes its decisions, without a
 * server.
 */
class WholeClassesForRegistry extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.CorsPolicyReportTests", "autoconfigure.CorsPropertiesReaderTests",
			"autoconfigure.PropertyLocationsTests", "autoconfigure.WarningsTests", "handler.HandlerCollectorTests",
			"handlers.HandlerProblemsTests", "handlers.MvcDifferentialTests", "observe.DecisionListenersTests",
			"observe.NearMissWarningTests", "observe.RecentDecisionsTests", "registry.CollidingPathsTests",
			"registry.ConfigurationTableTests", "registry.ExplanationTableTests", "registry.ExplanationTests",
			"registry.HandlersTests", "registry.HandlerIndexTests", "registry.PolicyIndexHostsTests",
			"registry.HandlerConflictsTests", "registry.ListeningTests", "registry.MixedPathsTests",
			"registry.PolicyIndexTests", "registry.RefreshTests", "registry.RefreshedPoliciesTests",
			"registry.ServedPathsTests", "registry.SuggestionTests", "registry.SuggestionCheckTests",
			"registry.SnapshotCompilerTests", "registry.TextRouterGroupTests", "observe.RecentRefusalsTests",
			"scenarios.EngineScenarioTests", "autoconfigure.StartWithoutSourcesTests",
			"registry.UncertainAttributesTests" })
	void pass(String name) {
		run(name);
	}

}
