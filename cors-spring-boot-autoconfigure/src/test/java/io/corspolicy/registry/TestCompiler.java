package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.PolicySpec;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Compiles definitions without a registry.
 */
final class TestCompiler {

	private TestCompiler() {
	}

	/** A compiler that knows of no snapshot before. */
	static SnapshotCompiler create(PathPatternParser parser) {
		return new SnapshotCompiler(parser, new UncertainAttributes(List.of()));
	}

	/** The policies of an application without handlers. */
	static PolicyIndex compile(PathPatternParser parser, List<PolicyDefinition> definitions) {
		return create(parser).compile(definitions, PolicySpec.empty(), List.of()).policies();
	}

	static PolicyIndex compile(List<PolicyDefinition> definitions) {
		return compile(PathPatternParser.defaultInstance, definitions);
	}

}
