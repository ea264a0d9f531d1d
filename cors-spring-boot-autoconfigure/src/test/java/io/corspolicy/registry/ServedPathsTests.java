package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServedPaths}: paths as containers give them, which may leave something
 * to be normalised.
 */
class ServedPathsTests {

	private static final String NOBODY = "@ambiguous-path";

	private final PolicyIndex policies = TestCompiler
		.compile(List.of(definition("pub", "/**"), definition("internal", "/internal/**"), definition("x", "/app/x y"),
				definition("umlaut", "/app/ä"), definition("slash", "/slash/")));

	private final PolicySet nobody = PolicySet.lenient(List.of(policy(NOBODY)));

	private final ServedPaths paths = new ServedPaths(this.policies, null, () -> this.nobody);

	private static PolicyDefinition definition(String name, String path) {
		return new PolicyDefinition(name, List.of(path),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com")));
	}

	private static CompiledPolicy policy(String name) {
		return CompiledPolicy.ofNobody(name, List.of());
	}

	@ParameterizedTest
	@CsvSource({ "/internal, internal", "/internal/, internal", "/internal/x, internal", "/other, pub", "/, pub",
			"/app/x y, x", "/app/x%20y, pub", "/app/ä, umlaut", "/internal;v=1, pub", "/internal;v=1/x, pub",
			"//internal/x, " + NOBODY, "/pub/../internal/x, " + NOBODY, "/./internal/x, " + NOBODY,
			"/internal/../x, " + NOBODY, "/internal/.., " + NOBODY, "/internal//x, internal", "/internal/./x, internal",
			"/internal/y/../x, internal", "/a//b, pub", "/../../x, pub", "/.., pub", "/internal/.x, internal",
			"/internal/x.., internal", "/.../internal, pub", "/slash/, slash", "/slash, pub", "//slash/, " + NOBODY,
			"//slash, pub", "/slash/., " + NOBODY, "/slash/x/.., " + NOBODY, "/x/../slash, pub", "/./slash/x, pub" })
	void findsWhatEveryReadingOfThePathSays(String path, @Nullable String policy) {
		PolicySet found = this.paths.find(path, List.of());
		assertThat(found).isNotNull();
		assertThat(found.names()).containsExactly(policy);
	}

}
