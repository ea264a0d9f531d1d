package io.corspolicy.autoconfigure.report;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Migration;
import io.corspolicy.migration.Migrator;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the other CORS mechanisms and writes them as policies, on every call.
 */
public final class CorsMigration implements Supplier<Migration> {

	private final CorsPolicyRegistry registry;

	private final Supplier<Stream<OtherMechanisms.Finder>> finders;

	private final Supplier<PathPatternParser> parser;

	private final Supplier<PolicySpec> defaults;

	private final HandlerMappingModel.@Nullable Endpoints endpoints;

	public CorsMigration(CorsPolicyRegistry registry, Supplier<Stream<OtherMechanisms.Finder>> finders,
			Supplier<PathPatternParser> parser, Supplier<PolicySpec> defaults,
			HandlerMappingModel.@Nullable Endpoints endpoints) {
		this.registry = registry;
		this.finders = finders;
		this.parser = parser;
		this.defaults = defaults;
		this.endpoints = endpoints;
	}

	@Override
	public Migration get() {
		return migrator().migrate(layers());
	}

	public CorsLayers layers() {
		CorsLayers layers = new CorsLayers();
		this.finders.get().forEach((finder) -> finder.collect(layers));
		return layers;
	}

	public Migrator migrator() {
		Set<String> taken = this.registry.policies()
			.stream()
			.map(RegisteredPolicy::name)
			.collect(Collectors.toUnmodifiableSet());
		return new Migrator(this.parser.get(), taken, this.defaults.get(), this.endpoints, this.registry::problemsWith);
	}

}
