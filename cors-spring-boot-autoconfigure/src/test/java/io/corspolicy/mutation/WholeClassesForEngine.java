package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests the rooms of {@code io.corspolicy.engine} without a server and without
 * chance.
 */
class WholeClassesForEngine extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.CorsPropertiesReaderTests", "autoconfigure.PropertyLocationsTests",
			"engine.CompiledPolicyTests", "engine.CorsEngineTests", "engine.explain.SafelistedRequestHeadersTests",
			"engine.FuzzCorpusTests", "engine.explain.NearMissTests", "engine.origin.OriginIndexTests",
			"engine.host.IpAddressesTests", "engine.host.PublicSuffixesTests", "engine.origin.HostTableTests",
			"engine.PolicyContradictionsTests", "engine.PolicyFieldTests", "engine.PolicySpecTests",
			"engine.RenderedHeadersTests", "engine.regex.RegexCharactersTests", "engine.text.ListTextTests",
			"engine.host.PunycodeTests", "engine.regex.OriginAutomatonTests", "engine.regex.RegexAdviceTests",
			"engine.text.SafeTextTests", "engine.fetch.VaryTests", "registry.ConfigurationTableTests",
			"registry.ExplanationTableTests", "registry.ExplanationTests", "registry.ListeningTests",
			"scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
