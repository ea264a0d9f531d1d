package io.corspolicy.sample;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who shares the service, and from which origins their pages come.
 */
@Repository
class TenantRepository {

	private final JdbcClient jdbc;

	TenantRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<String> findStock(String tenant) {
		return this.jdbc.sql("select stock from tenant where name = ?").param(tenant).query(String.class).optional();
	}

	List<String> findOrigins(String tenant) {
		return this.jdbc.sql("select origin from tenant_origin where tenant = ? order by id")
			.param(tenant)
			.query(String.class)
			.list();
	}

	/**
	 * All origins, in one query.
	 * @return the origins of each tenant that has any
	 */
	Map<String, List<String>> findAllOrigins() {
		Map<String, List<String>> origins = new LinkedHashMap<>();
		this.jdbc.sql("select tenant, origin from tenant_origin order by tenant, id").query((row) -> {
			origins.computeIfAbsent(row.getString("tenant"), (tenant) -> new ArrayList<>())
				.add(row.getString("origin"));
		});
		return origins;
	}

	/**
	 * The number of the latest change that has been committed.
	 * @return a number that grows with every change of any tenant's origins
	 */
	long findVersion() {
		return this.jdbc.sql("select version from tenant_version").query(Long.class).single();
	}

	/**
	 * Replace the origins of a tenant. Changes wait here for each other, on whichever
	 * instance, until they are committed.
	 * @param tenant the tenant's name
	 * @param origins the new origins
	 */
	void replaceOrigins(String tenant, Collection<String> origins) {
		this.jdbc.sql("update tenant_version set version = version + 1").update();
		this.jdbc.sql("delete from tenant_origin where tenant = ?").param(tenant).update();
		for (String origin : origins) {
			this.jdbc.sql("insert into tenant_origin (tenant, origin) values (?, ?)").params(tenant, origin).update();
		}
	}

}
