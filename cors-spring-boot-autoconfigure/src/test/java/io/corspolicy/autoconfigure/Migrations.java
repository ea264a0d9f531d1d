package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.report.CorsMigration;
import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Migration;
import io.corspolicy.migration.Migrator;

import org.springframework.context.ApplicationContext;

/**
 * What the application's migration is made of, for tests in other packages.
 */
public final class Migrations {

	private Migrations() {
	}

	public static CorsLayers layers(ApplicationContext context) {
		return context.getBean(CorsMigration.class).layers();
	}

	public static Migration migrate(ApplicationContext context) {
		return context.getBean(CorsMigration.class).get();
	}

	public static Migrator migrator(ApplicationContext context) {
		return context.getBean(CorsMigration.class).migrator();
	}

}
