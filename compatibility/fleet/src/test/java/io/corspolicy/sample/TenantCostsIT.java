package io.corspolicy.sample;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.corspolicy.fleet.Postgres;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Measures what tenants in PostgreSQL cost, each with two origins: the table in the
 * guide, written to {@code target/tenants.txt}.
 */
@EnabledIfSystemProperty(named = "fleet.all", matches = "true")
class TenantCostsIT {

	private static final int REPETITIONS = 9;

	@Test
	void measure() throws Exception {
		assumeTrue(Postgres.isInstalled(), "PostgreSQL (Debian's package postgresql) is not installed");
		List<String> rows = new ArrayList<>();
		try (Postgres database = new Postgres(Files.createTempDirectory("postgres"))) {
			database.start();
			database.run("schema.sql");
			try (SingleConnectionDataSource source = new SingleConnectionDataSource(database.url(), "parlour", "",
					true)) {
				JdbcClient jdbc = JdbcClient.create(source);
				jdbc.sql("insert into tenant_version (id, version) values (1, 1)").update();
				for (int tenants : new int[] { 10, 1000, 100_000 }) {
					rows.add(measure(jdbc, tenants));
				}
				rows.add(String.format(Locale.ROOT, "versions a second by one connection: %.0f", versions(jdbc)));
			}
		}
		Files.write(Path.of("target", "tenants.txt"), rows);
	}

	private static String measure(JdbcClient jdbc, int tenants) {
		fill(jdbc, tenants);
		TenantRepository repository = new TenantRepository(jdbc);
		TenantPolicies policies = new TenantPolicies(repository);
		long before = memory();
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(policies),
				() -> PathPatternParser.defaultInstance);
		double first = processorMillis(registry::refresh);
		long memory = memory() - before;
		List<Double> changed = new ArrayList<>();
		for (int i = 0; i < REPETITIONS; i++) {
			repository.replaceOrigins("t1", List.of("https://changed-%d.example".formatted(i)));
			changed.add(processorMillis(() -> assertThat(registry.refreshIfChanged()).isTrue()));
		}
		assertThat(registry.policies()).hasSize(tenants);
		return String.format(Locale.ROOT, "| %,d | %.1f ms | %.0f ms | %.0f ms | %.0f ms | %.1f MB |", tenants,
				median(registry::refreshIfChanged), median(policies::policies), median(changed), first, memory / 1e6);
	}

	private static void fill(JdbcClient jdbc, int tenants) {
		jdbc.sql("delete from tenant_origin").update();
		jdbc.sql("delete from tenant").update();
		jdbc.sql("insert into tenant (name, stock) select 't' || n, 'None' from generate_series(1, ?) n")
			.param(tenants)
			.update();
		for (String part : List.of("www", "shop")) {
			jdbc.sql("insert into tenant_origin (tenant, origin) select name, 'https://%s.' || name || '.example'"
				.formatted(part) + " from tenant").update();
		}
		jdbc.sql("analyze").update();
	}

	private static double versions(JdbcClient jdbc) {
		TenantRepository repository = new TenantRepository(jdbc);
		int count = 5000;
		long began = System.nanoTime();
		for (int i = 0; i < count; i++) {
			repository.findVersion();
		}
		return count / ((System.nanoTime() - began) / 1e9);
	}

	private static double median(Runnable task) {
		return median(Stream.generate(() -> processorMillis(task)).limit(REPETITIONS).toList());
	}

	private static double median(List<Double> times) {
		return times.stream().sorted().toList().get(times.size() / 2);
	}

	/** Processor time of this side, on a machine that may do other things, too. */
	private static double processorMillis(Runnable task) {
		long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		task.run();
		return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e6;
	}

	private static long memory() {
		Runtime runtime = Runtime.getRuntime();
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
