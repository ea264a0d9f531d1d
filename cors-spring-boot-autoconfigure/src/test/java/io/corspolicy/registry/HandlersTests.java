package io.corspolicy.registry;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for what the registry makes of handlers, whichever adapter found them.
 */
class HandlersTests {

	private static final String APP = "https://app.example.com";

	private static final PolicyDefinition PATH = new PolicyDefinition("path", List.of("/p/**", "/actuator/**"),
			PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(APP)));

	private static final PolicyDefinition NAMED = new PolicyDefinition("named", List.of(),
			PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(APP)));

	@Test
	void methodsAreAllowedAsTheyAreMapped() {
		CorsPolicyRegistry registry = registry(handler("/p/x", "PURGE,GET", null), handler("/p/y", "", null),
				handler("/p/z", "PUT,LINK", named()));
		assertThat(allowedMethods(registry, "/p/x", "PURGE")).isEqualTo("GET, HEAD, PURGE");
		assertThat(allowedMethods(registry, "/p/y", "PATCH")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE");
		assertThat(allowedMethods(registry, "/p/z", "LINK")).isEqualTo("PUT, LINK");
	}

	@Test
	void routesSayWhoAnswers() {
		CorsPolicyRegistry registry = registry(handler("/z", "GET", null), handler("/p/b", "PUT,GET", null),
				handler("/p/a", "", named()), handler("/p/c", "GET", declaration(null, false)));
		assertThat(registry.routes())
			.extracting(RegisteredHandler::pattern, RegisteredHandler::methods, RegisteredHandler::decidedBy,
					RegisteredHandler::policies)
			.containsExactly(
					tuple("/actuator/health", List.of("GET"), RegisteredHandler.DecidedBy.PATH, List.of("path")),
					tuple("/p/a", List.of(), RegisteredHandler.DecidedBy.ANNOTATION, List.of("named")),
					tuple("/p/b", List.of("GET", "PUT"), RegisteredHandler.DecidedBy.PATH, List.of("path")),
					tuple("/p/c", List.of("GET"), RegisteredHandler.DecidedBy.DISABLED, List.of()),
					tuple("/z", List.of("GET"), RegisteredHandler.DecidedBy.NOBODY, List.of()));
		assertThat(registry.annotatedPolicies()).isEmpty();
	}

	@Test
	void handlersMayHavePoliciesOfTheirOwn() {
		PolicySpec maxAge = PolicySpec.empty().with(Attribute.MAX_AGE, Duration.ofHours(1));
		CorsPolicyRegistry registry = registry(
				handler("/b", "GET", new PolicyDeclaration("B#b", "named", true, maxAge, List.of())),
				handler("/c", "GET", new PolicyDeclaration("C#c", "named", true, maxAge, List.of())),
				handler("/a", "GET", new PolicyDeclaration("A#a", null, true, NAMED.spec(), List.of())));
		assertThat(registry.annotatedPolicies()).extracting(RegisteredPolicy::name)
			.containsExactly("@A#a", "named@B#b");
		assertThat(names(registry, "/c", "GET")).isEqualTo("named@B#b");
	}

	@Test
	void aHandlerThatNamesAPolicyThatIsNotEnabledHasNone() {
		PolicyDefinition off = new PolicyDefinition("off", List.of("/q/**"),
				NAMED.spec().with(Attribute.ENABLED, false));
		PolicySpec maxAge = PolicySpec.empty().with(Attribute.MAX_AGE, Duration.ofHours(1));
		CorsPolicyRegistry registry = registry(List.of(PATH, off), false,
				handler("/p/x", "GET", new PolicyDeclaration("X#x", "off", true, PolicySpec.empty(), List.of())),
				handler("/p/y", "GET", new PolicyDeclaration("Y#y", "off", true, maxAge, List.of())),
				handler("/q/z", "GET", null));
		assertThat(names(registry, "/p/x", "GET")).isNull();
		assertThat(names(registry, "/p/y", "GET")).isNull();
		assertThat(names(registry, "/q/z", "GET")).isNull();
		assertThat(names(registry, "/p/z", "GET")).isEqualTo("path");
		assertThat(registry.routes()).extracting(RegisteredHandler::pattern, RegisteredHandler::decidedBy)
			.contains(tuple("/p/x", RegisteredHandler.DecidedBy.DISABLED),
					tuple("/q/z", RegisteredHandler.DecidedBy.NOBODY));
		assertThat(registry.explain(APP, "GET", "/q/z", List.of(), false).hint())
			.startsWith("The policy \"off\" has enabled: false");
	}

	/** Nobody could foresee that both patterns match a path. */
	@Test
	void whereAnExceptionIsMetNoPolicyAnswers() {
		PolicyDefinition off = new PolicyDefinition("off", List.of("/p/{x:[a-z]+}/y"),
				PolicySpec.empty().with(Attribute.ENABLED, false));
		PolicyDefinition on = new PolicyDefinition("on", List.of("/p/x/{y:[a-z]+}"), NAMED.spec());
		CorsPolicyRegistry registry = registry(List.of(on, off), false);
		assertThat(names(registry, "/p/x/y", "GET")).isNull();
		assertThat(names(registry, "/p/x/z", "GET")).isEqualTo("on");
	}

	/** Who answers on /p/x, where two handlers meet. */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "/p/x, GET, /p/x, PUT, GET, named", "/p/x, GET, /p/x, PUT, HEAD, named",
					"/p/x, GET, /p/x, PUT, PUT, path", "/p/x, GET, /p/x, PUT, POST, path",
					"/p/{id}, GET, /p/x, GET, GET, path", "/p/x, GET, /p/{id}, GET, GET, named",
					"/p/{id}, GET, /p/x, PUT, GET, named", "/p/{id}, '', /p/x, GET, GET, path",
					"/p/{id}, '', /p/x, GET, PUT, named", "/p/{id}, '', /p/x, GET, OPTIONS, path" })
	void theHandlerThatRunsDecides(String annotated, String itsMethods, String other, String otherMethods,
			String method, @Nullable String policy) {
		assertThat(names(registry(handler(annotated, itsMethods, named()), handler(other, otherMethods, null)), "/p/x",
				method))
			.isEqualTo(policy);
	}

	@Test
	void whereAllHandlersShareAPolicyItAnswersForEveryMethod() {
		CorsPolicyRegistry registry = registry(handler("/p/x", "GET", named()), handler("/p/x", "PUT", named()));
		assertThat(names(registry, "/p/x", "DELETE")).isEqualTo("named");
		assertThat(names(registry(handler("/p/x", "GET", declaration(null, false))), "/p/x", "DELETE")).isNull();
		assertThat(names(registry(handler("/p/x", "GET", declaration(null, false))), "/p/x", "GET")).isNull();
	}

	@Test
	void endpointsWithoutABasePathAreNamedEach() {
		HandlerMappingModel endpoints = new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
				ParsedPaths.DEFAULT,
				List.of(handler("/", "GET", null), handler("/health", "GET", null), handler("/info/{id}", "GET", null)),
				new HandlerMappingModel.Endpoints("", false));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(
				List.of(() -> List.of(new PolicyDefinition("all", List.of("/**"), NAMED.spec()),
						new PolicyDefinition("health", List.of("/health"), NAMED.spec()),
						new PolicyDefinition("info", List.of("/info/*"), NAMED.spec()))),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, () -> List.of(endpoints), List::of);
		assertThat(names(registry, "/health", "GET")).isEqualTo("health");
		assertThat(names(registry, "/info/x", "GET")).isEqualTo("info");
		assertThat(names(registry, "/", "GET")).isNull();
		assertThat(names(registry, "/else", "GET")).isEqualTo("all");
	}

	@Test
	void namesOfNoPolicySayWhichThereAre() {
		assertThat(unknown(PATH, NAMED)).isEqualTo("there is no such policy, only named, path.");
		assertThat(unknown()).isEqualTo("there is no such policy, nor any other.");
	}

	private static String unknown(PolicyDefinition... policies) {
		return catchThrowableOfType(InvalidPolicyException.class,
				() -> registry(List.of(policies), false, handler("/p/x", "GET", declaration("unknown", true))))
			.problems()
			.get(0)
			.reason();
	}

	@Test
	void endpointsAreOpenToPoliciesThatNameThem() {
		PolicyDefinition everywhere = new PolicyDefinition("everywhere", List.of("/**"), NAMED.spec());
		assertThat(names(registry(List.of(everywhere), false), "/actuator/health", "GET")).isNull();
		assertThat(names(registry(List.of(everywhere), false), "/p/x", "GET")).isEqualTo("everywhere");
		assertThat(names(registry(List.of(everywhere, PATH), false), "/actuator/health", "GET")).isEqualTo("path");
	}

	@Test
	void onlyOneCanAnswerForEndpoints() {
		PolicyDefinition everywhere = new PolicyDefinition("everywhere", List.of("/**"), NAMED.spec());
		assertThat(names(registry(List.of(everywhere), true), "/actuator/health", "GET")).isNull();
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> registry(List.of(everywhere, PATH), true))
			.satisfies((ex) -> assertThat(ex.problems())
				.extracting(PolicyProblem::code, PolicyProblem::policy, PolicyProblem::value)
				.containsExactly(tuple(ProblemCode.CONFLICTING_POLICIES, "path", "/actuator/**")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "app | app   | a policy can't be its own candidate.",
			"app | other | there is no such policy, only path." })
	void candidatesAreOtherPolicies(String name, String candidate, String reason) {
		PolicyDefinition policy = new PolicyDefinition(name, List.of("/app"), NAMED.spec(), candidate, null);
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> registry(List.of(policy, PATH), false))
			.satisfies((ex) -> assertThat(ex.problems())
				.extracting(PolicyProblem::code, PolicyProblem::field, PolicyProblem::value, PolicyProblem::reason)
				.containsExactly(tuple(ProblemCode.UNKNOWN_POLICY, "candidate", candidate, reason)));
	}

	private static @Nullable String names(CorsPolicyRegistry registry, String path, String method) {
		PolicySet policies = PolicyLookup.find(registry, PathContainer.parsePath(path), method);
		return (policies != null) ? String.join(",", policies.names()) : null;
	}

	private static @Nullable String allowedMethods(CorsPolicyRegistry registry, String path, String method) {
		return registry.explain(APP, method, path, List.of(), false)
			.preflight()
			.responseHeaders()
			.get("Access-Control-Allow-Methods");
	}

	private static PolicyDeclaration named() {
		return declaration("named", true);
	}

	private static PolicyDeclaration declaration(@Nullable String name, boolean enabled) {
		return new PolicyDeclaration("Handler#method", name, enabled, PolicySpec.empty(), List.of());
	}

	private static MappedHandler handler(String path, String methods, @Nullable PolicyDeclaration declaration) {
		return new MappedHandler("handler", PathPatternParser.defaultInstance.parse(path),
				methods.isEmpty() ? Set.of() : Set.of(methods.split(",")), false, declaration);
	}

	private static CorsPolicyRegistry registry(MappedHandler... handlers) {
		return registry(List.of(PATH, NAMED), false, handlers);
	}

	private static CorsPolicyRegistry registry(List<PolicyDefinition> policies, boolean ownCors,
			MappedHandler... handlers) {
		HandlerMappingModel mapping = new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
				ParsedPaths.DEFAULT, List.of(handlers), null);
		HandlerMappingModel endpoints = new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
				ParsedPaths.DEFAULT, List.of(handler("/actuator/health", "GET", null)),
				new HandlerMappingModel.Endpoints("/actuator", ownCors));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> policies),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, () -> List.of(mapping, endpoints),
				List::of);
		registry.refresh();
		return registry;
	}

}
