package io.corspolicy.sample;

import java.util.Collection;

import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a tenant's origins: first in the table, then in the running policies.
 */
@Component
final class TenantOrigins {

	private final TenantRepository tenants;

	/** There is no registry if {@code cors.enabled} is false. */
	private final ObjectProvider<CorsPolicyRegistry> registry;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	TenantOrigins(TenantRepository tenants, ObjectProvider<CorsPolicyRegistry> registry,
			PlatformTransactionManager transactions, ApplicationEventPublisher events) {
		this.tenants = tenants;
		this.registry = registry;
		this.transaction = new TransactionTemplate(transactions);
		this.events = events;
	}

	/**
	 * Replace the origins of a tenant.
	 * @param tenant the tenant's name
	 * @param origins the new origins
	 * @throws io.corspolicy.engine.InvalidPolicyException if one of them is invalid;
	 * nothing has changed then
	 */
	void replace(String tenant, Collection<String> origins) {
		TenantPolicies.check(tenant, origins);
		this.transaction.executeWithoutResult((status) -> {
			this.tenants.replaceOrigins(tenant, origins);
			this.events.publishEvent(new TenantOriginsChanged(tenant));
		});
	}

	/**
	 * Take over what has been committed. A refresh within the transaction would apply
	 * origins that may still be rolled back. If this one fails, the next one of
	 * {@code cors.refresh-interval} catches up.
	 */
	@TransactionalEventListener
	void refresh(TenantOriginsChanged change) {
		this.registry.ifAvailable(CorsPolicyRegistry::refresh);
	}

}
