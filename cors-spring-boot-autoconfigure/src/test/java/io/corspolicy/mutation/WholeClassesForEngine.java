package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests {@code io.corspolicy.engine}, and how it explains, without a server and
 * without chance.
 */
class WholeClassesForEngine extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.CorsPropertiesReaderTests", "autoconfigure.PropertyLocationsTests",
			"engine.AttributeTests", "engine.CompiledPolicyTests", "engine.CorsDecisionTests", "engine.CorsEngineTests",
			"engine.FuzzCorpusTests", "engine.PolicyContradictionsTests", "engine.PolicyFieldTests",
			"engine.PolicySetTests", "engine.PolicySpecTests", "engine.RenderedHeadersTests",
			"engine.explain.NearMissTests", "engine.explain.SafelistedRequestHeadersTests",
			"engine.fetch.RequestReaderTests", "engine.fetch.VaryTests", "registry.ConfigurationTableTests",
			"registry.ExplanationTableTests", "registry.ExplanationTests", "registry.ListeningTests",
			"scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
