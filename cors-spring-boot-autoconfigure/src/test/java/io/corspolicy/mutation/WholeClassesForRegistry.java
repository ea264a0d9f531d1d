package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests {@code io.corspolicy.registry}, and the rooms that it alone knows, without a
 * server.
 */
class WholeClassesForRegistry extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.CorsPolicyReportTests", "autoconfigure.CorsPropertiesReaderTests",
			"autoconfigure.PropertyLocationsTests", "handlers.HandlerProblemsTests", "handlers.MvcDifferentialTests",
			"registry.ConfigurationTableTests", "registry.ExplanationTableTests", "registry.ExplanationTests",
			"registry.HandlersTests", "registry.ListeningTests", "observe.NearMissWarningTests",
			"observe.RecentDecisionsTests", "path.FilePathsTests", "path.ShapeIndexTests",
			"registry.CollidingPathsTests", "registry.MixedPathsTests", "registry.RefreshTests",
			"registry.ServedPathsTests", "path.PathAutomatonTests", "path.PathComparisonTests", "path.PathTreeTests",
			"registry.PolicyIndexTests", "registry.UncertainAttributesTests", "handler.HandlerCollectorTests",
			"scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
