package io.corspolicy.registry;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerMappingModel.Selection;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SnapshotCompiler}: problems that depend on the application's handler
 * mappings.
 */
class SnapshotCompilerTests {

	private static final PathPatternParser PARSER = PathPatternParser.defaultInstance;

	@Test
	void policiesThatDifferInCaseConflictWhereAMappingMatchesInAnyCase() {
		List<PolicyDefinition> policies = List.of(definition("lower", "/items"), definition("upper", "/ITEMS"));
		assertThatNoException().isThrownBy(() -> compile(policies, router(ParsedPaths.DEFAULT)));
		assertThat(problems(policies, router(ParsedPaths.of(false)))).extracting(PolicyProblem::code)
			.containsOnly(ProblemCode.CONFLICTING_POLICIES);
	}

	@Test
	void aProblemIsSaidOnceHoweverManyWaysOfMatchingThereAre() {
		List<PolicyDefinition> policies = List.of(definition("endpoints", "/actuator/**"));
		HandlerMappingModel endpoints = new HandlerMappingModel(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
				List.of(handler("/actuator/info")), new HandlerMappingModel.Endpoints("/actuator", true));
		assertThat(problems(policies, endpoints, router(ParsedPaths.of(false)))).singleElement()
			.satisfies((problem) -> assertThat(problem.reason()).startsWith("management.endpoints.web.cors is about"));
	}

	@Test
	void endpointsWithoutABasePathHaveTheirOwn() {
		List<PolicyDefinition> policies = List.of(definition("rest", "/**"), definition("info", "/info/**"));
		HandlerMappingModel endpoints = new HandlerMappingModel(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
				List.of(handler("/info/{name}"), handler("/{any}")), new HandlerMappingModel.Endpoints("", false));
		PolicyIndex ofEndpoints = TestCompiler.create(PARSER)
			.check(policies, PolicySpec.empty(), List.of(endpoints))
			.endpointPolicies();
		assertThat(ofEndpoints.entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.pattern().getPatternString()).isEqualTo("/info/**"));
	}

	private static List<PolicyProblem> problems(List<PolicyDefinition> policies, HandlerMappingModel... routers) {
		return catchThrowableOfType(InvalidPolicyException.class, () -> compile(policies, routers)).problems();
	}

	private static void compile(List<PolicyDefinition> policies, HandlerMappingModel... routers) {
		TestCompiler.create(PARSER).compile(policies, PolicySpec.empty(), List.of(routers));
	}

	private static PolicyDefinition definition(String name, String path) {
		return new PolicyDefinition(name, List.of(path),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com")));
	}

	private static HandlerMappingModel router(ParsedPaths matching) {
		return new HandlerMappingModel(Selection.SERVLET_MAPPING, matching, List.of(handler("/things")), null);
	}

	private static MappedHandler handler(String path) {
		return new MappedHandler("the handler of " + path, PARSER.parse(path), Set.of("GET"), false, null);
	}

}
