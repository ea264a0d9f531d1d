package io.corspolicy.recipes.r2dbc;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;

@Service
class Tenants {

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final CorsPolicyRegistry registry;

	Tenants(DatabaseClient database, TransactionalOperator transaction, CorsPolicyRegistry registry) {
		this.database = database;
		this.transaction = transaction;
		this.registry = registry;
	}

	Mono<Void> replaceOrigins(String tenant, List<String> origins) {
		Mono<Void> check = Mono.fromRunnable(() -> {
			PolicyDefinition policy = TenantPolicies.policy(tenant, origins);
			CompiledPolicy.compile(policy.name(), policy.spec());
		});
		Mono<Void> change = this.database.sql("update tenant_version set version = version + 1")
			.then()
			.then(this.database.sql("delete from tenant_origin where tenant = $1").bind(0, tenant).then())
			.thenMany(Flux.fromIterable(origins).concatMap((origin) -> insert(tenant, origin)))
			.then();
		Mono<Void> refresh = Mono.<Void>fromRunnable(this.registry::refresh).subscribeOn(Schedulers.boundedElastic());
		return check.then(this.transaction.transactional(change)).then(refresh);
	}

	private Mono<Void> insert(String tenant, String origin) {
		return this.database.sql("insert into tenant_origin (tenant, origin) values ($1, $2)")
			.bind(0, tenant)
			.bind(1, origin)
			.then();
	}

}
