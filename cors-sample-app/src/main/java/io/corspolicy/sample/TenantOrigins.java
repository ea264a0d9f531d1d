package io.corspolicy.sample;

import java.util.Collection;

import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a tenant's origins, in the table and in force, or in neither.
 */
@Component
final class TenantOrigins {

	private final TenantRepository tenants;

	/** None where {@code cors.enabled} is false. */
	private final ObjectProvider<CorsPolicyRegistry> policies;

	private final TransactionTemplate transaction;

	TenantOrigins(TenantRepository tenants, ObjectProvider<CorsPolicyRegistry> policies,
			PlatformTransactionManager transactions) {
		this.tenants = tenants;
		this.policies = policies;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Replace the origins of a tenant. One change at a time: a refresh would not see what
	 * another transaction has yet to commit.
	 * @param tenant the tenant's name
	 * @param origins the new origins
	 * @throws io.corspolicy.engine.InvalidPolicyException if one of them can't stand;
	 * nothing has changed then
	 */
	synchronized void replace(String tenant, Collection<String> origins) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.tenants.replaceOrigins(tenant, origins);
				// Reads the table within this transaction, which a refusal rolls back.
				refresh();
			});
		}
		catch (TransactionException ex) {
			// Not committed after all: back to what the table says.
			refresh();
			throw ex;
		}
	}

	private void refresh() {
		this.policies.ifAvailable(CorsPolicyRegistry::refresh);
	}

}
