package io.corspolicy.scenarios;

import io.corspolicy.autoconfigure.Migrations;
import io.corspolicy.migration.Migration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The CORS that Spring Cloud Gateway has of its own, as policies.
 */
@Tag("gateway-webflux")
class GatewayMigrationIT {

	private static final String PREFIX = "spring.cloud.gateway.server.webflux.";

	@Test
	void globalConfigurationAndRoutesAreRead() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=off",
					PREFIX + "globalcors.cors-configurations.[/global/**].allowed-origins=https://global.example",
					PREFIX + "routes[0].id=orders", PREFIX + "routes[0].uri=http://127.0.0.1:9",
					PREFIX + "routes[0].predicates[0]=Path=/orders/**",
					PREFIX + "routes[0].metadata.cors.allowedOrigins=https://route.example")
			.run()) {
			// Routes are read when the application is ready, by a thread of the
			// gateway's.
			await().untilAsserted(() -> {
				Migration migration = Migrations.migrate(context);
				assertThat(migration.yaml())
					.contains("paths: [\"/global/**\"]\n      allowed-origins: [\"https://global.example\"]")
					.contains("paths: [\"/orders/**\"]\n      allowed-origins: [\"https://route.example\"]");
				assertThat(migration.mechanisms()).singleElement().satisfies((mechanism) -> {
					assertThat(mechanism.kind()).isEqualTo("gateway");
					assertThat(mechanism.policies()).containsExactly("global", "orders");
				});
			});
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
