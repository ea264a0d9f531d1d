package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes registries for tests of a filter without an application.
 */
public final class OnePolicy {

	private OnePolicy() {
	}

	/**
	 * A registry whose only policy allows an origin on a path.
	 */
	public static CorsPolicyRegistry of(String path, String origin) {
		PolicyDefinition policy = new PolicyDefinition("items", List.of(path),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.of(policy)),
				() -> PathPatternParser.defaultInstance);
		registry.refresh();
		return registry;
	}

}
