package io.corspolicy.recipes.r2dbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

@Component
class TenantPolicies implements PolicySource {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final DatabaseClient database;

	TenantPolicies(DatabaseClient database) {
		this.database = database;
	}

	@Override
	public List<PolicyDefinition> policies() {
		return await(this.database.sql("select tenant, origin from tenant_origin order by tenant, id")
			.map((row) -> Map.entry(row.get("tenant", String.class), row.get("origin", String.class)))
			.all()
			.bufferUntilChanged(Map.Entry::getKey)
			.map((rows) -> policy(rows.get(0).getKey(), rows.stream().map(Map.Entry::getValue).toList()))
			.collectList());
	}

	@Override
	public Object version() {
		return await(this.database.sql("select version from tenant_version").mapValue(Long.class).one());
	}

	static PolicyDefinition policy(String tenant, List<String> origins) {
		return new PolicyDefinition("tenant-" + tenant, List.of("/tenants/" + tenant + "/**"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, origins));
	}

	private static <T> T await(Mono<T> result) {
		return Objects.requireNonNull(result.block(TIMEOUT));
	}

}
