package io.corspolicy.actuate;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.corspolicy.migration.Migration;
import io.corspolicy.migration.Migration.Mechanism;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of thousands of mechanisms, each with thousands of policies, the endpoint tells a part.
 */
class MechanismListTests {

	private static final List<String> THOUSANDS = IntStream.range(0, 3000).mapToObj((i) -> "policy-" + i).toList();

	private final Migration large = new Migration("line\n".repeat(10_000),
			IntStream.range(0, 5000)
				.mapToObj((i) -> new Mechanism("cross-origin", "com.example.C" + i, THOUSANDS, THOUSANDS))
				.toList());

	@Test
	@SuppressWarnings("unchecked")
	void tellsAPart() {
		Map<String, Object> document = ask(this.large, null, null, null, null);
		assertThat(document).containsEntry("total", 5000)
			.containsEntry("matching", 5000)
			.containsEntry("yaml", "line\n".repeat(200))
			.containsEntry("lines", 10_000L);
		List<Map<String, Object>> mechanisms = (List<Map<String, Object>>) document.get("mechanisms");
		assertThat(mechanisms).hasSize(100)
			.allSatisfy(
					(mechanism) -> assertThat(mechanism).containsOnlyKeys("kind", "source", "policies", "differences")
						.containsEntry("policies", Map.of("value", THOUSANDS.subList(0, 20), "total", 3000))
						.containsEntry("differences", Map.of("value", THOUSANDS.subList(0, 20), "total", 3000)));
	}

	@Test
	void choosesByTextPolicyAndNumber() {
		assertThat(sources(ask(this.large, null, "c4999", null, null))).containsExactly("com.example.C4999");
		assertThat(sources(ask(this.large, null, null, "4998", "1"))).containsExactly("com.example.C4998");
		assertThat(sources(ask(this.large, "no-such-policy", null, null, null))).isEmpty();
		assertThat(ask(this.large, null, "policy-2999", null, null)).containsEntry("matching", 5000);
	}

	@Test
	void tellsAllOfALittle() {
		String yaml = "cors:\n  policies:\n";
		assertThat(ask(new Migration(yaml, List.of()), null, null, null, null)).containsOnly(
				Map.entry("mechanisms", List.of()), Map.entry("total", 0), Map.entry("matching", 0),
				Map.entry("yaml", yaml), Map.entry("lines", 2L));
	}

	@SuppressWarnings("unchecked")
	private static List<Object> sources(Map<String, Object> document) {
		return ((List<Map<String, Object>>) document.get("mechanisms")).stream()
			.map((mechanism) -> mechanism.get("source"))
			.toList();
	}

	private static Map<String, Object> ask(Migration migration, @Nullable String policy, @Nullable String q,
			@Nullable String offset, @Nullable String limit) {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(), () -> PathPatternParser.defaultInstance);
		return new CorsPolicyEndpoint(registry, ApplicationPaths.ROOT, () -> migration, (name) -> false)
			.explain("mechanisms", null, null, null, null, null, null, policy, q, offset, limit);
	}

}
