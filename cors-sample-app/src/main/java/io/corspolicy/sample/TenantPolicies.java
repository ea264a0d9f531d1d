package io.corspolicy.sample;

import java.util.Collection;
import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

import org.springframework.stereotype.Component;

/**
 * A policy for each tenant, from the origins in the database. A tenant without origins
 * needs no policy: paths that no policy matches are closed to other origins.
 */
@Component
final class TenantPolicies implements PolicySource {

	private final TenantRepository tenants;

	TenantPolicies(TenantRepository tenants) {
		this.tenants = tenants;
	}

	@Override
	public List<PolicyDefinition> policies() {
		return this.tenants.findAllOrigins()
			.entrySet()
			.stream()
			.map((tenant) -> policy(tenant.getKey(), tenant.getValue()))
			.toList();
	}

	@Override
	public Object version() {
		return this.tenants.findVersion();
	}

	/**
	 * Check origins before they are written. One mistake in the table would keep every
	 * instance from all later changes.
	 * @param tenant the tenant's name
	 * @param origins the new origins
	 * @throws io.corspolicy.engine.InvalidPolicyException if one of them is invalid
	 */
	static void check(String tenant, Collection<String> origins) {
		if (!origins.isEmpty()) {
			PolicyDefinition policy = policy(tenant, List.copyOf(origins));
			CompiledPolicy.compile(policy.name(), policy.spec());
		}
	}

	private static PolicyDefinition policy(String tenant, List<String> origins) {
		return new PolicyDefinition("tenant-" + tenant, List.of("/tenants/" + tenant + "/**"),
				PolicySpec.empty()
					.with(Attribute.ALLOWED_ORIGINS, origins)
					.withPlaces((attribute) -> "table tenant_origin")
					.with(Attribute.ALLOWED_METHODS, List.of("GET")));
	}

}
