package io.corspolicy.recipes.r2dbc;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.connection.init.ConnectionFactoryInitializer;
import org.springframework.r2dbc.connection.init.ResourceDatabasePopulator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What Spring Boot would configure, as far as the recipe needs it.
 */
@Configuration(proxyBeanMethods = false)
@Import({ TenantPolicies.class, Tenants.class })
public class R2dbcApplication {

	@Bean
	ConnectionFactory connections() {
		return ConnectionFactories.get("r2dbc:h2:mem:///" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1");
	}

	@Bean
	ConnectionFactoryInitializer tables(ConnectionFactory connections) {
		ConnectionFactoryInitializer initializer = new ConnectionFactoryInitializer();
		initializer.setConnectionFactory(connections);
		initializer.setDatabasePopulator(
				new ResourceDatabasePopulator(new ClassPathResource("schema.sql"), new ClassPathResource("data.sql")));
		return initializer;
	}

	@Bean
	DatabaseClient database(ConnectionFactory connections) {
		return DatabaseClient.create(connections);
	}

	@Bean
	TransactionalOperator transaction(ConnectionFactory connections) {
		return TransactionalOperator.create(new R2dbcTransactionManager(connections));
	}

	@Bean
	CorsPolicyRegistry registry(List<PolicySource> sources) {
		return new CorsPolicyRegistry(sources, () -> PathPatternParser.defaultInstance);
	}

	@Bean
	BiConsumer<String, List<String>> replace(Tenants tenants) {
		return (tenant, origins) -> tenants.replaceOrigins(tenant, origins).block();
	}

}
