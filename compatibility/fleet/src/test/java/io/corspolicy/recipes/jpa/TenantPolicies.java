package io.corspolicy.recipes.jpa;

import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Component;

@Component
class TenantPolicies implements PolicySource {

	private final EntityManager entities;

	TenantPolicies(EntityManager entities) {
		this.entities = entities;
	}

	@Override
	public List<PolicyDefinition> policies() {
		return this.entities
			.createQuery("select distinct t from Tenant t join fetch t.origins order by t.name", Tenant.class)
			.getResultList()
			.stream()
			.map(TenantPolicies::policy)
			.toList();
	}

	@Override
	public Object version() {
		return this.entities.createQuery("select v.version from TenantVersion v", Long.class).getSingleResult();
	}

	static PolicyDefinition policy(Tenant tenant) {
		return new PolicyDefinition("tenant-" + tenant.name, List.of("/tenants/" + tenant.name + "/**"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.copyOf(tenant.origins)));
	}

}
