package io.corspolicy.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerConflicts}: handlers between which a preflight can't choose.
 */
class HandlerConflictsTests {

	private static final PolicySpec ORIGINS = PolicySpec.empty()
		.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example"));

	private static final List<PolicyDefinition> POLICIES = List.of(
			new PolicyDefinition("path", List.of("/p/**"), ORIGINS), new PolicyDefinition("one", List.of(), ORIGINS),
			new PolicyDefinition("two", List.of(), ORIGINS));

	private static final String APART = ": a preflight can't tell them apart. ";

	private static final String OR = ", or give the two different paths or methods.";

	@Test
	void twoPolicies() {
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/p/x", "GET", named("two"))))
			.containsExactly("two: A serves GET /p/x, too, with another policy" + APART
					+ "Annotate both, A and B, with the same @CorsPolicy" + OR);
	}

	@Test
	void onePolicyAndThePaths() {
		String unannotated = " serves GET /p/x, too, with no annotation, so under the path's policy" + APART
				+ "Annotate ";
		assertThat(conflicts(handler("A", "/p/x", "GET", null), handler("B", "/p/x", "GET", named("one"))))
			.containsExactly("one: A" + unannotated + "A with @CorsPolicy(\"one\")" + OR);
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/p/x", "GET", null)))
			.containsExactly("one: B" + unannotated + "B with @CorsPolicy(\"one\")" + OR);
		assertThat(conflicts(handler("A", "/p/x", "GET", null),
				handler("B", "/p/x", "GET", new PolicyDeclaration("B", null, false, PolicySpec.empty(), List.of()))))
			.containsExactly("enabled = false: A" + unannotated + "A with @CorsPolicy(enabled = false)" + OR);
		assertThat(conflicts(handler("A", "/p/x", "GET", null),
				handler("B", "/p/x", "GET",
						new PolicyDeclaration("B", "one", true,
								PolicySpec.empty().with(Attribute.MAX_AGE, Duration.ofHours(1)), List.of()))))
			.containsExactly("one@B: A" + unannotated + "A with the same @CorsPolicy as B" + OR);
		assertThat(conflicts(handler("A", "/p/x", "GET", null),
				handler("B", "/p/x", "GET", new PolicyDeclaration("B", null, true, ORIGINS, List.of()))))
			.containsExactly("@B: A" + unannotated + "A with the same @CorsPolicy as B" + OR);
	}

	@Test
	void theHostDecides() {
		MappedHandler byHost = new MappedHandler("A", PathPatternParser.defaultInstance.parse("/p/x"), Set.of("GET"),
				true, false, named("one"), true);
		String expected = ", too, with another policy: the host decides which of them runs";
		assertThat(conflicts(byHost, handler("B", "/p/x", "GET", named("two")))).singleElement()
			.asString()
			.startsWith("two: A serves GET /p/x" + expected);
		assertThat(conflicts(handler("B", "/p/x", "GET", named("two")), byHost)).singleElement()
			.asString()
			.startsWith("one: B serves GET /p/x" + expected);
	}

	@Test
	void methodsThatBothServe() {
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/p/x", "PUT", named("two"))))
			.isEmpty();
		assertThat(conflicts(handler("A", "/p/x", "GET,PUT", named("one")), handler("B", "/p/x", "PUT", named("two"))))
			.singleElement()
			.asString()
			.contains("serves PUT /p/x");
		assertThat(conflicts(handler("A", "/p/x", "", named("one")), handler("B", "/p/x", "", named("two"))))
			.singleElement()
			.asString()
			.contains("serves DELETE /p/x");
		assertThat(conflicts(handler("A", "/p/x", "HEAD", named("one")), handler("B", "/p/x", "GET", named("two"))))
			.singleElement()
			.asString()
			.contains("serves HEAD /p/x");
	}

	@Test
	void whereNoPolicyIsNothingConflicts() {
		assertThat(conflicts(handler("A", "/p/x", "GET", null), handler("B", "/p/x", "GET", null))).isEmpty();
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/p/x", "GET", named("one"))))
			.isEmpty();
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/p/y", "GET", named("two"))))
			.isEmpty();
	}

	@Test
	void patternsOfWhichNoPathIsKnown() {
		assertThat(conflicts(handler("A", "/p/{id:[0-9]+}", "GET", named("one")),
				handler("B", "/p/{id:[0-9]+}", "GET", named("two"))))
			.singleElement()
			.asString()
			.contains("serves GET /p/{id:[0-9]+}");
	}

	@Test
	void patternsThatShareAPartOfTheirPaths() {
		MappedHandler first = handler("A", "/p/{a}/x", "GET", named("one"));
		MappedHandler second = handler("B", "/p/y/{b}", "GET", named("two"));
		for (HandlerMappingModel.Selection selection : HandlerMappingModel.Selection.values()) {
			assertThat(conflicts(selection, first, second)).isNotEmpty()
				.allMatch((reason) -> reason.contains("A serves GET /p/"));
		}
		assertThat(conflicts(first, handler("B", "/p/y/{b}/z", "GET", named("two")))).isEmpty();
		assertThat(conflicts(HandlerMappingModel.Selection.ROUTES, handler("A", "/p/**", "GET", named("one")),
				handler("B", "/p/y", "GET", named("two"))))
			.isNotEmpty();
		assertThat(conflicts(HandlerMappingModel.Selection.ROUTES, handler("A", "/q/**", "GET", named("one")),
				handler("B", "/p/y", "GET", named("two"))))
			.isEmpty();
	}

	@Test
	void patternsThatDifferInCaseMeetWhereItDoesNotMatter() {
		ParsedPaths anyCase = ParsedPaths.of(false);
		MappedHandler[] handlers = { handler("A", "/p/x", "GET", named("one"), anyCase),
				handler("B", "/P/X", "GET", named("two"), anyCase) };
		assertThat(conflicts(new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, anyCase,
				List.of(handlers), null)))
			.satisfiesExactly((reason) -> assertThat(reason).contains("A serves GET /p/x"),
					(reason) -> assertThat(reason).contains("B serves GET /P/X"));
		assertThat(conflicts(handler("A", "/p/x", "GET", named("one")), handler("B", "/P/X", "GET", named("two"))))
			.isEmpty();
		MappedHandler[] partly = { handler("A", "/p/{a}/x", "GET", named("one"), anyCase),
				handler("B", "/P/y/{b}", "GET", named("two"), anyCase) };
		assertThat(conflicts(
				new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, anyCase, List.of(partly), null)))
			.isNotEmpty();
	}

	private static List<String> conflicts(MappedHandler... handlers) {
		return conflicts(HandlerMappingModel.Selection.SERVLET_MAPPING, handlers);
	}

	private static List<String> conflicts(HandlerMappingModel.Selection selection, MappedHandler... handlers) {
		return conflicts(new HandlerMappingModel(selection, ParsedPaths.DEFAULT, List.of(handlers), null));
	}

	private static List<String> conflicts(HandlerMappingModel router) {
		try {
			TestCompiler.create(((ParsedPaths) router.matching()).parser())
				.compile(POLICIES, PolicySpec.empty(), List.of(router));
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			assertThat(ex.problems()).extracting(PolicyProblem::code).containsOnly(ProblemCode.CONFLICTING_HANDLERS);
			return ex.problems().stream().map((problem) -> problem.value() + ": " + problem.reason()).toList();
		}
	}

	/** A handler that also depends on something else than path and method. */
	private static MappedHandler handler(String name, String path, String methods,
			@Nullable PolicyDeclaration declaration) {
		return handler(name, path, methods, declaration, ParsedPaths.DEFAULT);
	}

	private static MappedHandler handler(String name, String path, String methods,
			@Nullable PolicyDeclaration declaration, ParsedPaths matching) {
		Set<String> served = methods.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(methods.split(",")));
		return new MappedHandler(name, matching.parser().parse(path), served, true,
				(declaration == null) ? null : new PolicyDeclaration(name, declaration.name(), declaration.enabled(),
						declaration.spec(), List.of()));
	}

	private static PolicyDeclaration named(String policy) {
		return new PolicyDeclaration("A", policy, true, PolicySpec.empty(), List.of());
	}

}
