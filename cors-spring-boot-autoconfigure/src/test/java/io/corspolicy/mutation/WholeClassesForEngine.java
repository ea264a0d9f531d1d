package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests {@code io.corspolicy.engine} without a server and without chance.
 */
class WholeClassesForEngine extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.CorsPropertiesReaderTests", "autoconfigure.WrittenPlacesTests",
			"engine.CompiledPolicyTests", "engine.CorsEngineTests", "engine.FetchRulesTests", "engine.FuzzCorpusTests",
			"engine.NearMissTests", "engine.OriginIndexTests", "engine.PublicSuffixesTests", "engine.SafeTextTests",
			"engine.VaryTests", "registry.ConfigurationTableTests", "registry.ExplanationTableTests",
			"registry.ExplanationTests", "registry.ListeningTests", "scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
