package io.corspolicy.projects;

import java.util.List;
import java.util.Map;

import io.corspolicy.actuate.CorsPolicyEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The CORS that Spring Data REST and Spring GraphQL have of their own, as policies.
 */
class MigrationIT {

	@Test
	void repositoriesAndTheirRegistry() {
		try (Running running = Running.start(WebApplicationType.SERVLET, DataRestIT.OwnCors.class,
				"spring.data.rest.base-path=/api", "management.endpoints.web.exposure.include=cors")) {
			Map<String, Object> migration = migration(running);
			assertThat(String.valueOf(migration.get("yaml"))).contains("[\"/pies/**\"]", "\"/api/tarts\"",
					"\"/api/tarts/{id}\"", "allowed-origins: [\"" + Running.APP + "\"]");
			assertThat(kinds(migration)).containsOnly("data-rest", "cross-origin");
			assertThat(String.valueOf(migration.get("mechanisms")))
				.contains("the repository of Spring Data REST at /tarts");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void propertiesOfGraphQl(WebApplicationType type) {
		try (Running running = Running.start(type, GraphQlIT.Shop.class,
				"spring.graphql.cors.allowed-origins=" + Running.APP,
				"management.endpoints.web.exposure.include=cors")) {
			Map<String, Object> migration = migration(running);
			assertThat(String.valueOf(migration.get("yaml"))).contains("paths: [\"/graphql\"]",
					"allowed-origins: [\"" + Running.APP + "\"]");
			assertThat(kinds(migration)).containsExactly("graphql");
		}
	}

	private static Map<String, Object> migration(Running running) {
		Map<String, Object> migration = running.context()
			.getBean(CorsPolicyEndpoint.class)
			.explain("migration", null, null, null, null, null, null, null, null, null, null);
		assertThat(migration).isNotNull();
		return migration;
	}

	private static List<Object> kinds(Map<String, Object> migration) {
		return ((List<?>) migration.get("mechanisms")).stream()
			.map((one) -> (Object) ((Map<?, ?>) one).get("kind"))
			.toList();
	}

}
