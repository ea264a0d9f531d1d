package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests paths and handlers without a server.
 */
class WholeClassesForPaths extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.WarningsTests", "handler.HandlerCollectorTests",
			"handler.HandlerSourceTests", "handlers.HandlerProblemsTests", "handlers.MvcDifferentialTests",
			"path.FilePathsTests", "path.PathAutomatonTests", "path.PathComparisonTests", "path.ParsedPathsTests",
			"path.RoutedRequestReaderTests", "path.PathTreeTests", "path.ShapeIndexTests",
			"registry.CollidingPathsTests", "registry.ConfigurationTableTests", "registry.ExplanationTests",
			"registry.HandlersTests", "registry.MixedPathsTests", "registry.PolicyIndexTests", "registry.RefreshTests",
			"registry.ServedPathsTests", "registry.TextRouterGroupTests", "scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
