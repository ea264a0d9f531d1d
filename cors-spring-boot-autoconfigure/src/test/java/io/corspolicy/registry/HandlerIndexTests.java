package io.corspolicy.registry;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerIndex}: which handlers meet at a path, and what is remembered.
 */
class HandlerIndexTests {

	private static final PathContainer LITERAL = PathContainer.parsePath("/p/x");

	private static final PathContainer OTHER = PathContainer.parsePath("/p/y");

	private final HandlerIndex index = index(handler("literal", "/p/x", false), handler("variable", "/p/{id}", true));

	@Test
	void withoutHandlersNothingIsFound() {
		HandlerIndex none = index();
		assertThat(none.find(LITERAL)).isNull();
		assertThat(none.find(List.of())).isNull();
		assertThat(none.hasVerdicts()).isFalse();
		assertThat(this.index.find(PathContainer.parsePath("/q"))).isNull();
	}

	@Test
	void verdictsAreThoseOfDeclarations() {
		assertThat(this.index.hasVerdicts()).isTrue();
		assertThat(index(handler("literal", "/p/x", false)).hasVerdicts()).isFalse();
	}

	@Test
	void onlyThePathItselfIsLiteral() {
		assertThat(ranked(LITERAL)).containsExactly("literal true", "variable false");
		assertThat(ranked(OTHER)).containsExactly("variable false");
		assertThat(ranked(PathContainer.parsePath("/p/%78"))).containsExactly("literal false", "variable false");
	}

	@Test
	void handlersThatMeetAreRemembered() {
		List<HandlerIndex.Group> both = this.index.tree().all(LITERAL);
		List<HandlerIndex.Group> alone = this.index.tree().all(OTHER);
		assertThat(both).hasSize(2);
		assertThat(this.index.remembers(alone)).isTrue();
		assertThat(this.index.remembers(both)).isFalse();
		HandlersAtPath found = this.index.find(both);
		assertThat(found).isNotNull().isSameAs(this.index.find(both)).isSameAs(this.index.find(LITERAL));
		assertThat(this.index.remembers(both)).isTrue();
		assertThat(this.index.find(alone)).isNotNull().isSameAs(this.index.find(OTHER));
	}

	@Test
	void groupsThatShareAPathOverlap() {
		HandlerIndex three = index(handler("literal", "/p/x", false), handler("variable", "/p/{id}", true),
				handler("other", "/q/{id}", true));
		List<HandlerIndex.Group> groups = three.groups();
		assertThat(groups).hasSize(3).allSatisfy((group) -> {
			boolean other = group.pattern().getPatternString().startsWith("/q");
			assertThat(three.overlapping(group)).hasSize(other ? 0 : 1).doesNotContain(group);
		});
	}

	@Test
	void handlersOfOneMatchingAlone() {
		ParsedPaths anyCase = ParsedPaths.of(false);
		HandlerIndex own = this.index.matchedBy(anyCase, List.of(anyCase));
		assertThat(own.groups()).hasSize(2);
		assertThat(own.find(LITERAL)).isNotNull();
		assertThat(this.index.matchedBy(anyCase, List.of(ParsedPaths.DEFAULT)).groups()).isEmpty();
	}

	private List<String> ranked(PathContainer path) {
		return this.index.ranked(path)
			.stream()
			.map((ranked) -> ranked.candidate().handler().description() + " " + ranked.direct())
			.sorted()
			.toList();
	}

	private static HandlerIndex index(MappedHandler... handlers) {
		List<PolicyDefinition> policies = List.of(new PolicyDefinition("named", List.of(),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://a.example"))));
		return TestCompiler.create(PathPatternParser.defaultInstance)
			.compile(policies, PolicySpec.empty(),
					List.of(new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
							List.of(handlers), null)))
			.handlers();
	}

	private static MappedHandler handler(String name, String path, boolean declared) {
		return new MappedHandler(name, PathPatternParser.defaultInstance.parse(path), Set.of("GET"), false,
				declared ? new PolicyDeclaration(name, "named", true, PolicySpec.empty(), List.of()) : null);
	}

}
