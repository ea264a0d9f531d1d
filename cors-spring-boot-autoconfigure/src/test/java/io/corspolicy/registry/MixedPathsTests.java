package io.corspolicy.registry;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MixedPaths}: controllers matched in their case, beside routes and
 * controllers matched in any.
 */
class MixedPathsTests {

	private static final ParsedPaths ANY_CASE = ParsedPaths.of(false);

	private final Snapshot snapshot = TestCompiler.create(PathPatternParser.defaultInstance)
		.compile(List.of(definition("pub", "/**"), definition("admin", "/report", "/routed", "/both", "/other/{id}")),
				PolicySpec.empty(),
				List.of(new HandlerMappingModel(HandlerMappingModel.Selection.ROUTES, ANY_CASE,
						List.of(handler("/routed", ANY_CASE, true)), null),
						new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
								List.of(handler("/report", ParsedPaths.DEFAULT, false),
										handler("/{any}", ParsedPaths.DEFAULT, false)),
								null),
						new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, ANY_CASE,
								List.of(handler("/other/{id}", ANY_CASE, false)), null)));

	private static PolicyDefinition definition(String name, String... paths) {
		return new PolicyDefinition(name, List.of(paths),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com")));
	}

	private static MappedHandler handler(String pattern, ParsedPaths matching, boolean conditional) {
		return new MappedHandler("the handler of " + pattern, matching.parser().parse(pattern), Set.of("GET"),
				conditional, null);
	}

	@ParameterizedTest
	@CsvSource({ "/report, admin", "/REPORT, pub", "/routed, admin", "/ROUTED, @ambiguous-path", "/other/1, admin",
			"/OTHER/1, admin", "/unknown/1, pub", "/x, pub" })
	void theMappingThatServesTheRequestTellsHowPoliciesAreMatched(String path, @Nullable String policy) {
		for (PolicySet found : new PolicySet[] { this.snapshot.find(path, new PlainPathReader(), "GET"),
				this.snapshot.find(PathContainer.parsePath(path), List.of(), "GET") }) {
			assertThat(found).isNotNull();
			assertThat(found.names()).as(path).containsExactly(policy);
		}
	}

}
