package io.corspolicy.mutation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tests hosts, origins and expressions without a server and without chance.
 */
class WholeClassesForOrigins extends WholeClasses {

	@ParameterizedTest
	@ValueSource(strings = { "autoconfigure.ListsTests", "engine.CompiledPolicyTests", "engine.CorsEngineTests",
			"engine.FuzzCorpusTests", "engine.explain.NearMissTests", "engine.host.IpAddressesTests",
			"engine.host.PublicSuffixesTests", "engine.host.PunycodeTests", "engine.origin.HostTableTests",
			"engine.origin.OriginIndexTests", "engine.origin.OriginTextTests", "engine.regex.OriginRegexTests",
			"engine.regex.OriginAutomatonTests", "engine.regex.RegexAdviceTests", "engine.regex.RegexCharactersTests",
			"engine.text.ListTextTests", "engine.text.SafeTextTests", "registry.ConfigurationTableTests",
			"registry.SuggestionTests", "scenarios.EngineScenarioTests" })
	void pass(String name) {
		run(name);
	}

}
