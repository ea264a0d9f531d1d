package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.web.cors.CorsConfiguration;

/**
 * A configuration of Spring's CORS that both stacks can have.
 */
final class SpringCase {

	private final String name;

	private final List<Map<String, CorsConfiguration>> filters = new ArrayList<>();

	private final Map<String, CorsConfiguration> mappings = new LinkedHashMap<>();

	private final List<Class<?>> controllers = new ArrayList<>();

	private final Set<String> origins = new LinkedHashSet<>();

	private final Set<String> methods = new LinkedHashSet<>();

	private final Set<String> headers = new LinkedHashSet<>();

	private final Set<String> paths = new LinkedHashSet<>();

	private boolean source;

	SpringCase(String name) {
		this.name = name;
	}

	/** A filter in front of everything, behind those that are there. */
	SpringCase filter(Map<String, CorsConfiguration> configurations) {
		this.filters.add(configurations);
		configurations.values().forEach(this::know);
		return this;
	}

	SpringCase filter(String pattern, Consumer<CorsConfiguration> configuration) {
		return filter(Map.of(pattern, configuration(configuration)));
	}

	/** A mapping of a configurer, in front of those that are there already. */
	SpringCase mapping(String pattern, Consumer<CorsConfiguration> configuration) {
		CorsConfiguration made = configuration(configuration);
		this.mappings.put(pattern, made);
		know(made);
		return this;
	}

	SpringCase controllers(Class<?>... types) {
		this.controllers.addAll(List.of(types));
		return this;
	}

	/** A bean that nothing reads. */
	SpringCase source(String pattern, Consumer<CorsConfiguration> configuration) {
		this.source = true;
		return filter(pattern, configuration);
	}

	SpringCase origins(String... origins) {
		this.origins.addAll(List.of(origins));
		return this;
	}

	SpringCase paths(String... paths) {
		this.paths.addAll(List.of(paths));
		return this;
	}

	static CorsConfiguration configuration(Consumer<CorsConfiguration> consumer) {
		CorsConfiguration configuration = new CorsConfiguration();
		consumer.accept(configuration);
		return configuration;
	}

	/** Whatever is configured is asked for, too. */
	private void know(CorsConfiguration configuration) {
		if (configuration.getAllowedOrigins() != null) {
			configuration.getAllowedOrigins()
				.stream()
				.filter((origin) -> !origin.equals("*"))
				.forEach(this.origins::add);
		}
		if (configuration.getAllowedMethods() != null) {
			configuration.getAllowedMethods()
				.stream()
				.filter((method) -> !method.equals("*"))
				.forEach(this.methods::add);
		}
		if (configuration.getAllowedHeaders() != null) {
			configuration.getAllowedHeaders()
				.stream()
				.filter((header) -> !header.equals("*"))
				.forEach(this.headers::add);
		}
	}

	List<Map<String, CorsConfiguration>> filters() {
		return this.source ? List.of() : this.filters;
	}

	Map<String, CorsConfiguration> sourceBean() {
		return this.source ? this.filters.get(0) : Map.of();
	}

	Map<String, CorsConfiguration> mappings() {
		return this.mappings;
	}

	List<Class<?>> controllers() {
		return this.controllers;
	}

	Set<String> origins() {
		return this.origins;
	}

	Set<String> methods() {
		return this.methods;
	}

	Set<String> headers() {
		return this.headers;
	}

	Set<String> paths() {
		return this.paths;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
