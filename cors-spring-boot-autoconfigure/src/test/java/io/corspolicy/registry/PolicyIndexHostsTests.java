package io.corspolicy.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.SentRequest;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.engine.origin.HostTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicyIndex}: policies with hosts, and what it remembers.
 */
class PolicyIndexHostsTests {

	private static final PolicyDefinition ANYWHERE = definition("anywhere", "/api/**");

	private static final PolicyDefinition HOSTED = hosted("hosted", "a.example", "/api/**");

	private static final PolicyDefinition DEEP = hosted("deep", "a.example", "/api/deep");

	@Test
	void withoutHostsThereIsNoTable() {
		assertThat(TestCompiler.compile(List.of(ANYWHERE)).hosts()).isNull();
	}

	@Test
	void theTableHasEveryHostAndIsMadeOnce() {
		PolicyIndex index = TestCompiler
			.compile(List.of(ANYWHERE, HOSTED, hosted("other", "*.b.example", "/other/**", "/more")));
		HostTable hosts = index.hosts();
		assertThat(hosts).isNotNull().isSameAs(index.hosts());
		assertThat(hosts(index, "a.example")).hasToString("[a.example]");
		assertThat(hosts(index, "x.b.example")).hasToString("[*.b.example]");
		assertThat(hosts(index, "c.example")).isEmpty();
	}

	@Test
	void theClosestHostDecidesAndThenThePath() {
		PolicyIndex index = TestCompiler.compile(List.of(ANYWHERE, HOSTED, DEEP));
		assertThat(found(index, "/api/deep", "a.example")).containsExactly("deep");
		assertThat(found(index, "/api/x", "a.example")).containsExactly("hosted");
		assertThat(found(index, "/api/deep", "b.example")).containsExactly("anywhere");
		assertThat(found(index, "/else", "a.example")).isEmpty();
		assertThat(PolicyIndexTests.names(index.find(PathContainer.parsePath("/api/deep"))))
			.containsExactly("anywhere");
		assertThat(index.matching(PathContainer.parsePath("/api/deep"))).hasSize(2);
		assertThat(TestCompiler.compile(List.of(ANYWHERE, definition("deep", "/api/deep")))
			.matching(PathContainer.parsePath("/api/deep"))).hasSize(1);
	}

	@Test
	void whatKeepsPoliciesAwayIsFoundByHost() {
		PolicyDefinition off = new PolicyDefinition("off", List.of("/api/off"),
				HOSTED.spec().with(Attribute.ENABLED, false));
		PolicyIndex index = TestCompiler.compile(List.of(ANYWHERE, off));
		assertThat(exception(index, "/api/off", "a.example")).isEqualTo("off");
		assertThat(exception(index, "/api/off", "b.example")).isNull();
		assertThat(exception(index, "/api/x", "a.example")).isNull();
	}

	@Test
	void overlapsAreThoseOfEachHost() {
		PolicyIndex index = TestCompiler.compile(List.of(ANYWHERE, HOSTED, DEEP));
		assertThat(index.overlapping("/api/deep")).containsExactly("anywhere", "deep");
		assertThat(index.overlapping("/api/*")).containsExactly("anywhere", "deep", "hosted");
		assertThat(index.overlapping("/else")).isEmpty();
		PolicyIndex plain = TestCompiler.compile(List.of(ANYWHERE, definition("deep", "/api/deep")));
		assertThat(plain.overlapping("/api/deep")).containsExactly("deep");
		assertThat(plain.overlapping("/api/{x}")).containsExactly("anywhere", "deep");
	}

	@Test
	void whatMeetsIsRemembered() {
		PolicyIndex index = TestCompiler
			.compile(List.of(definition("one", "/{x}/b"), definition("two", "/a/{x}"), definition("three", "/c/{x}")));
		List<PatternPolicies> both = index.matching(PathContainer.parsePath("/a/b"));
		List<PatternPolicies> alone = index.matching(PathContainer.parsePath("/c/c"));
		assertThat(both).hasSize(2);
		assertThat(index.remembers(alone)).isTrue();
		assertThat(index.remembers(List.of())).isTrue();
		assertThat(index.remembers(both)).isFalse();
		PolicySet meeting = index.find(both, List.of());
		assertThat(PolicyIndexTests.names(meeting)).containsExactly("one", "two");
		assertThat(index.remembers(both)).isTrue();
		assertThat(index.find(both, List.of())).isSameAs(meeting);
	}

	@Test
	void samePathsAreThoseOfTheSameNamesInTheSameOrder() {
		List<RegisteredPolicy> policies = TestCompiler.compile(List.of(ANYWHERE, DEEP)).policies();
		PolicyIndex index = TestCompiler.compile(List.of(ANYWHERE, DEEP));
		assertThat(index.hasSamePaths(policies)).isTrue();
		assertThat(index.hasSamePaths(policies.subList(0, 1))).isFalse();
		assertThat(index.hasSamePaths(List.of(policies.get(1), policies.get(0)))).isFalse();
		assertThat(index.hasSamePaths(
				TestCompiler.compile(List.of(ANYWHERE, hosted("deep", "a.example", "/api/deeper"))).policies()))
			.isFalse();
	}

	private static List<HostPattern> hosts(PolicyIndex index, String host) {
		HostTable hosts = index.hosts();
		return (hosts != null) ? hosts.find(new SentRequest("GET", Map.of(), "https://" + host), SentRequest.READER)
				: List.of();
	}

	private static Set<String> found(PolicyIndex index, String path, String host) {
		return PolicyIndexTests.names(index.find(index.matching(PathContainer.parsePath(path)), hosts(index, host)));
	}

	private static @Nullable String exception(PolicyIndex index, String path, String host) {
		CompiledPolicy exception = index.exception(PathContainer.parsePath(path), hosts(index, host));
		return (exception != null) ? exception.name() : null;
	}

	private static PolicyDefinition definition(String name, String... paths) {
		return new PolicyDefinition(name, List.of(paths),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://" + name + ".example")));
	}

	private static PolicyDefinition hosted(String name, String host, String... paths) {
		PolicyDefinition definition = definition(name, paths);
		return new PolicyDefinition(name, definition.paths(), definition.spec().with(Attribute.HOSTS, List.of(host)));
	}

}
