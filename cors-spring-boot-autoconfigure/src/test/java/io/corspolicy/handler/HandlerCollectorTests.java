package io.corspolicy.handler;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySpec;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerCollector}.
 */
class HandlerCollectorTests {

	private static final String ATTRIBUTE = "policy";

	private final HandlerCollector collector = new HandlerCollector(PathPatternParser.defaultInstance, ATTRIBUTE,
			(description, value) -> (value != null)
					? new PolicyDeclaration(description, value.toString(), true, PolicySpec.empty(), List.of()) : null);

	@Test
	void predicatesHoldTogetherOrOneOfThem() {
		route(() -> path("/a"));
		route(() -> {
			method("GET", "PUT");
			path("/b");
			this.collector.and();
			method("PUT", "POST");
			this.collector.and();
		});
		route(() -> {
			path("/c");
			path("/d");
			this.collector.or();
			method("GET");
			this.collector.and();
		});
		route(() -> method("GET"));
		assertThat(routes()).containsExactly("/a []", "/b [PUT]", "/c [GET]", "/d [GET]", "/** [GET]");
	}

	@Test
	void whatCannotBeReadIsLeftOut() {
		route(() -> {
		});
		route(this.collector::condition);
		route(() -> {
			path("/a");
			this.collector.condition();
			this.collector.and();
		});
		route(() -> {
			this.collector.condition();
			path("/b");
			this.collector.and();
		});
		route(() -> {
			path("/c");
			path("/d");
			this.collector.and();
		});
		route(() -> {
			path("/e");
			this.collector.negate();
		});
		route(() -> {
			path("/f");
			this.collector.and();
		});
		route(() -> {
			path("/g");
			path("/h");
			this.collector.condition();
			this.collector.and();
			this.collector.or();
		});
		assertThat(routes()).containsExactly("/** [] conditional", "/a [] conditional", "/b [] conditional",
				"/c [] conditional", "/g []", "/h [] conditional");
	}

	@Test
	void whatAPredicateLeavesUnsaidIsNotTheNextRoutes() {
		route(() -> {
			path("/a");
			path("/b");
		});
		route(() -> {
		});
		assertThat(routes()).containsExactly("/b []");
	}

	@Test
	void opaquePredicateHidesMethodsAndNotThePolicy() {
		Object predicate = new Object();
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		route(() -> {
			path("/a");
			this.collector.unknown(predicate);
			this.collector.and();
		});
		route(() -> {
			path("/b");
			this.collector.unknown(predicate);
			this.collector.and();
		});
		route(() -> {
			path("/c");
			method("GET");
			this.collector.and();
			this.collector.unknown(predicate);
			this.collector.and();
		});
		assertThat(routes()).containsExactly("/a [] conditional opaque named", "/c [GET] conditional");
	}

	@Test
	void policyThatCouldNeverBeFoundIsAProblem() {
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		route(() -> this.collector.unknown(new Object()));
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		this.collector.unreadable("routes of somebody");
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		this.collector.resources(new Object());
		assertThat(this.collector.handlers()).hasSize(3)
			.allSatisfy(
					(handler) -> assertThat(Objects.requireNonNull(handler.declaration()).problems()).singleElement()
						.satisfies((problem) -> assertThat(problem.reason()).contains("can't be read")));
	}

	@Test
	void resourcesServeWhatTheirPatternSays() {
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		this.collector.resources(RouterFunctions.resourceLookupFunction("/files/**", new ClassPathResource("f/")));
		this.collector.resources(RouterFunctions.resourceLookupFunction("/plain/**", new ClassPathResource("p/")));
		this.collector.startNested(() -> path("/outer"));
		this.collector.attributes(Map.of(ATTRIBUTE, "named"));
		this.collector.unreadable("routes of somebody");
		this.collector.endNested();
		assertThat(routes()).containsExactly("/files/** [GET, HEAD] conditional named",
				"/plain/** [GET, HEAD] conditional", "/outer/** [] conditional opaque named");
	}

	@Test
	void resourcesOfWhatSaysNoPatternAreNotKnown() {
		for (String description : List.of("a function", " -> file", "files/** -> file", "/files/{ -> file")) {
			this.collector.attributes(Map.of(ATTRIBUTE, "named"));
			this.collector.resources(new StringBuilder(description));
		}
		assertThat(this.collector.handlers()).hasSize(4)
			.allSatisfy((handler) -> assertThat(handler.description()).isEqualTo("the resources of a function"));
		assertThat(routes()).containsOnly("/** [] conditional opaque named");
	}

	@Test
	void negatedConditionIsAnotherOne() {
		route(() -> {
			this.collector.condition();
			this.collector.negate();
		});
		route(() -> {
			path("/a");
			this.collector.condition();
			method("GET");
			this.collector.and();
			this.collector.negate();
			this.collector.and();
		});
		assertThat(routes()).containsExactly("/** [] conditional");
	}

	@Test
	void noMethodServesContradictingPredicates() {
		route(() -> {
			method("GET");
			method("PUT");
			this.collector.and();
		});
		this.collector.startNested(() -> method("GET"));
		route(() -> method("PUT"));
		this.collector.endNested();
		assertThat(routes()).isEmpty();
	}

	@Test
	void nestedPathsFollowTheOuterOne() {
		this.collector.startNested(() -> path("/n/"));
		route(() -> path("/a"));
		route(() -> method("GET"));
		this.collector.startNested(() -> {
			path("/m");
			method("PUT", "GET");
			this.collector.and();
		});
		route(() -> {
			path("/{x}");
			method("GET");
			this.collector.and();
		});
		this.collector.endNested();
		route(() -> path("/b"));
		this.collector.endNested();
		route(() -> path("/c"));
		assertThat(routes()).containsExactly("/n/a []", "/n/** [GET]", "/n/m/{x} [GET]", "/n/b []", "/c []");
	}

	@Test
	void whatNestedPathsComeToIsNotAlwaysKnown() {
		for (String outer : List.of("/n/**", "/n/{*rest}", "/{x}")) {
			this.collector.startNested(() -> path(outer));
			route(() -> path("/{x}"));
			this.collector.endNested();
		}
		this.collector.startNested(this.collector::condition);
		route(() -> path("/a"));
		this.collector.endNested();
		this.collector.startNested(() -> path("/n"));
		route(this.collector::condition);
		this.collector.endNested();
		assertThat(routes()).containsExactly("/n/** [] conditional", "/n/{*rest} [] conditional", "/a [] conditional",
				"/n/** [] conditional");
	}

	@Test
	void attributesBelongToTheRouteOrTheRoutesThatFollow() {
		this.collector.attributes(Map.of("policy", "one"));
		route(() -> path("/a"));
		route(() -> path("/b"));
		this.collector.attributes(Map.of("policy", "one", "other", "x"));
		this.collector.startNested(() -> path("/n"));
		route(() -> path("/a"));
		this.collector.attributes(Map.of("policy", "two"));
		route(() -> path("/b"));
		this.collector.startNested(() -> path("/m"));
		route(() -> path("/c"));
		this.collector.endNested();
		this.collector.endNested();
		this.collector.attributes(Map.of("policy", "one"));
		this.collector.resources(RouterFunctions.resourceLookupFunction("/files/**", new ClassPathResource("f/")));
		route(() -> path("/c"));
		this.collector.attributes(Map.of("other", "x"));
		route(() -> path("/d"));
		assertThat(routes()).containsExactly("/a [] one", "/b []", "/n/a [] one", "/n/b [] two", "/n/m/c [] one",
				"/files/** [GET, HEAD] conditional one", "/c []", "/d []");
	}

	private void route(Runnable predicate) {
		this.collector.route("route", predicate);
	}

	private void path(String path) {
		this.collector.path(path);
	}

	private void method(String... methods) {
		this.collector.method(List.of(methods));
	}

	private List<String> routes() {
		return this.collector.handlers()
			.stream()
			.map((handler) -> handler.pattern() + " " + new TreeSet<>(handler.methods())
					+ (handler.conditional() ? " conditional" : "") + (handler.opaque() ? " opaque" : "")
					+ ((handler.declaration() != null) ? " " + handler.declaration().name() : ""))
			.toList();
	}

}
