package io.corspolicy.recipes.jpa;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import jakarta.persistence.EntityManager;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

@Service
class Tenants {

	private final EntityManager entities;

	private final CorsPolicyRegistry registry;

	private final ApplicationEventPublisher events;

	Tenants(EntityManager entities, CorsPolicyRegistry registry, ApplicationEventPublisher events) {
		this.entities = entities;
		this.registry = registry;
		this.events = events;
	}

	@Transactional
	public void replaceOrigins(String name, List<String> origins) {
		this.entities.createQuery("update TenantVersion v set v.version = v.version + 1").executeUpdate();
		Tenant tenant = this.entities.find(Tenant.class, name);
		tenant.origins = new ArrayList<>(origins);
		PolicyDefinition policy = TenantPolicies.policy(tenant);
		CompiledPolicy.compile(policy.name(), policy.spec());
		this.events.publishEvent(new TenantsChanged());
	}

	@TransactionalEventListener
	public void refresh(TenantsChanged change) {
		this.registry.refresh();
	}

}
