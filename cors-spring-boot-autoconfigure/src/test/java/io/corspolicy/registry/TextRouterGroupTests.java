package io.corspolicy.registry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerMappingModel.Selection;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathMatching;
import io.corspolicy.path.TextPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.PathContainer;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextRouterGroup}, and for whose way of matching counts where no
 * handler is known: here Ant patterns match in any case, and path patterns in theirs.
 */
class TextRouterGroupTests {

	private static final TextPaths ANY_CASE = new AnyCase();

	private static final PolicyDefinition ADMIN = definition("admin", "/admin/**");

	private static final PolicyDefinition REST = definition("rest", "/**");

	@Test
	void whereAllMatchAlikeNothingIsMixed() {
		assertThat(parts(router(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT, "/admin/a")).mixedPaths()).isNull();
		assertThat(parts().mixedPaths()).isNull();
		assertThat(parts(router(Selection.SERVLET_MAPPING, ANY_CASE, "/admin/a")).mixedPaths()).isNotNull();
		assertThat(parts(router(Selection.SERVLET_MAPPING, ParsedPaths.of(false), "/admin/a")).mixedPaths())
			.isNotNull();
	}

	@Test
	void unknownHandlersAreMatchedAsTheControllersAre() {
		Snapshot snapshot = compile(router(Selection.SERVLET_MAPPING, ANY_CASE, "/admin/a"));
		assertThat(answer(snapshot, "/ADMIN/unknown")).isEqualTo("admin");
		assertThat(snapshot.find(path("/ADMIN/unknown"))).isNotNull()
			.satisfies((found) -> assertThat(found.names()).containsExactly("admin"));
	}

	@Test
	void neitherRoutesNorEndpointsTellHowUnknownHandlersAreMatched() {
		Snapshot snapshot = compile(router(Selection.ROUTES, ParsedPaths.DEFAULT, "/routed"),
				new HandlerMappingModel(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
						List.of(handler("/actuator/info")), new HandlerMappingModel.Endpoints("/actuator", false)),
				router(Selection.SERVLET_MAPPING, ANY_CASE, "/admin/a"));
		assertThat(answer(snapshot, "/ADMIN/unknown")).isEqualTo("admin");
	}

	@Test
	void whereControllersAreMatchedInSeveralWaysPathPatternsCount() {
		Snapshot snapshot = compile(router(Selection.SERVLET_MAPPING, ANY_CASE, "/admin/a"),
				router(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT, "/parsed"));
		assertThat(answer(snapshot, "/ADMIN/unknown")).isEqualTo("rest");
		assertThat(answer(snapshot, "/ADMIN/a")).isEqualTo("admin");
		assertThat(answer(snapshot, "/parsed")).isEqualTo("rest");
	}

	@Test
	void controllersOfAnotherWayOfMatchingAreNotAsked() {
		Snapshot snapshot = compile(router(Selection.SERVLET_MAPPING, ANY_CASE, "/admin/a"),
				router(Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT, "/ADMIN/{id}"));
		assertThat(answer(snapshot, "/ADMIN/b")).isEqualTo("rest");
		assertThat(answer(snapshot, "/admin/b")).isEqualTo("admin");
	}

	@ParameterizedTest
	@CsvSource({ "/admin/a, literal", "/ADMIN/A, literal", "/admin/ab, prefix", "/admin/x, variable",
			"/admin/x/y, deep", "/else, rest" })
	void theHandlerThatMatchesBestAnswers(String path, String policy) {
		List<PolicyDefinition> named = List.of(REST, definition("literal"), definition("variable"),
				definition("prefix"), definition("deep"));
		HandlerMappingModel router = new HandlerMappingModel(Selection.SERVLET_MAPPING, ANY_CASE,
				List.of(declaring("deep", "/admin/**"), declaring("variable", "/admin/{id}"),
						declaring("prefix", "/admin/a?"), declaring("literal", "/admin/a")),
				null);
		assertThat(answer(compile(named, router), path)).startsWith(policy);
	}

	@Test
	void handlersThatMatchEquallyWellHaveOneRank() {
		TextRouterGroup group = group(handler("/admin/{id}"), handler("/admin/{name}"), handler("/admin/**"),
				handler("/admin/a"));
		List<HandlersAtPath.Ranked> ranked = group.ranked(RequestedPath.of(path("/admin/a")));
		assertThat(ranked).extracting((one) -> one.candidate().handler().text())
			.containsExactly("/admin/a", "/admin/{id}", "/admin/{name}", "/admin/**");
		assertThat(ranked).extracting(HandlersAtPath.Ranked::rank).containsExactly(0, 1, 1, 3);
		assertThat(ranked).extracting(HandlersAtPath.Ranked::direct).containsExactly(true, false, false, false);
		assertThat(group.ranked(RequestedPath.of(path("/ADMIN/A")))).extracting(HandlersAtPath.Ranked::direct)
			.containsExactly(false, false, false, false);
	}

	@Test
	void aPathThatCanNotBeReadIsNobodys() {
		TextRouterGroup group = group(handler("/**"));
		RequestedPath unreadable = RequestedPath.of("/admin/%", new UnreadablePath());
		assertThat(group.reads(unreadable)).isFalse();
		assertThat(group.ranked(unreadable)).isEmpty();
		assertThat(group.policies(unreadable, List.of(), false)).isNull();
		assertThat(group.reads(RequestedPath.of(path("/admin/a")))).isTrue();
	}

	@Test
	void endpointsHaveOnlyPoliciesOfTheirOwn() {
		List<PolicyDefinition> policies = List.of(REST, definition("endpoints", "/actuator/**"));
		HandlerMappingModel endpoints = new HandlerMappingModel(Selection.SERVLET_MAPPING, ANY_CASE,
				List.of(handler("/actuator/info")), new HandlerMappingModel.Endpoints("/actuator", false));
		HandlerMappingModel controllers = router(Selection.SERVLET_MAPPING, ANY_CASE, "/items");
		assertThat(answer(compile(policies, endpoints, controllers), "/ACTUATOR/info")).isEqualTo("endpoints");
		assertThat(answer(compile(List.of(REST), endpoints, controllers), "/ACTUATOR/info")).isNull();
		assertThat(answer(compile(List.of(REST), endpoints, controllers), "/ITEMS")).isEqualTo("rest");
	}

	private static TextRouterGroup group(MappedHandler... handlers) {
		PolicyIndex policies = TestCompiler.compile(List.of(ADMIN, REST));
		List<IndexedHandler> indexed = TestCompiler.create(PathPatternParser.defaultInstance)
			.compile(List.of(ADMIN, REST), PolicySpec.empty(),
					List.of(new HandlerMappingModel(Selection.SERVLET_MAPPING, ANY_CASE, List.of(handlers), null)))
			.handlers()
			.groups()
			.stream()
			.flatMap((group) -> group.candidates().stream())
			.toList();
		return new TextRouterGroup(ANY_CASE, policies, TestCompiler.compile(List.of()), indexed);
	}

	private static SnapshotCompiler.Parts parts(HandlerMappingModel... routers) {
		return TestCompiler.create(PathPatternParser.defaultInstance)
			.check(List.of(ADMIN, REST), PolicySpec.empty(), List.of(routers));
	}

	private static Snapshot compile(HandlerMappingModel... routers) {
		return compile(List.of(ADMIN, REST), routers);
	}

	private static Snapshot compile(List<PolicyDefinition> policies, HandlerMappingModel... routers) {
		return TestCompiler.create(PathPatternParser.defaultInstance)
			.compile(policies, PolicySpec.empty(), List.of(routers));
	}

	private static @Nullable String answer(Snapshot snapshot, String path) {
		PolicySet found = snapshot.find(path, new PlainPathReader(), "GET");
		return (found != null) ? String.join(",", found.names()) : null;
	}

	private static PathContainer path(String path) {
		return PathContainer.parsePath(path);
	}

	private static PolicyDefinition definition(String name, String... paths) {
		return new PolicyDefinition(name, Arrays.asList(paths),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com")));
	}

	private static HandlerMappingModel router(Selection selection, PathMatching matching, String path) {
		return new HandlerMappingModel(selection, matching, List.of(handler(path)), null);
	}

	private static MappedHandler handler(String path) {
		return new MappedHandler("the handler of " + path, PathPatternParser.defaultInstance.parse(path), Set.of(),
				false, null);
	}

	private static MappedHandler declaring(String name, String path) {
		return new MappedHandler(name, PathPatternParser.defaultInstance.parse(path), Set.of(), false,
				new PolicyDeclaration(name, name, true, PolicySpec.empty(), List.of()));
	}

	/**
	 * As Spring MVC matches with an {@link AntPathMatcher} for any case.
	 */
	private static final class AnyCase implements TextPaths {

		private final AntPathMatcher matcher = new AntPathMatcher();

		AnyCase() {
			this.matcher.setCaseSensitive(false);
		}

		@Override
		public Predicate<String> compile(String pattern) {
			return (path) -> this.matcher.match(pattern, path);
		}

		@Override
		public boolean isPattern(String pattern) {
			return this.matcher.isPattern(pattern);
		}

		@Override
		public Comparator<String> specificity(String path) {
			return this.matcher.getPatternComparator(path);
		}

		@Override
		public String text(PathContainer path) {
			return path.value();
		}

	}

	/**
	 * As a request whose path Spring MVC's helper can't decode.
	 */
	private static final class UnreadablePath extends PlainPathReader {

		@Override
		public @Nullable String text(String request, TextPaths paths) {
			return null;
		}

	}

}
