package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths of policies without effect, because nothing is served there: those that
 * begin with the context path or the servlet path, and those of actuator endpoints that
 * have a port of their own.
 */
final class MisplacedPaths {

	private final CorsPolicyRegistry registry;

	private final ApplicationPaths application;

	MisplacedPaths(CorsPolicyRegistry registry, ApplicationPaths application) {
		this.registry = registry;
		this.application = application;
	}

	List<PolicyProblem> find() {
		List<PolicyProblem> warnings = new ArrayList<>();
		for (RegisteredPolicy policy : this.registry.policies()) {
			for (int i = 0; i < policy.paths().size(); i++) {
				String reason = reason(policy.paths().get(i));
				if (reason != null) {
					warnings.add(new PolicyProblem(ProblemCode.INEFFECTIVE, policy.name(), PolicyField.PATHS.entry(i),
							policy.paths().get(i), reason, List.of()));
				}
			}
		}
		return warnings;
	}

	private @Nullable String reason(String pattern) {
		if (this.application.namesEndpointsElsewhere(pattern)) {
			return "the actuator endpoints have a port of their own, where no policy of cors.policies applies: write"
					+ " management.endpoints.web.cors.*, which Spring Boot applies there.";
		}
		String prefix = this.application.prefixOf(pattern);
		boolean served = prefix != null && this.registry.routes()
			.stream()
			.anyMatch((route) -> route.pattern().equals(prefix) || route.pattern().startsWith(prefix + "/"));
		return (prefix == null || served) ? null : "paths are relative to the context path and the servlet path, so"
				+ " nothing is served there: leave out " + prefix + ".";
	}

}
