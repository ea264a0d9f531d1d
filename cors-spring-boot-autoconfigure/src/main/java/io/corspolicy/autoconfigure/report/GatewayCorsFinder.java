package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds the CORS configuration of Spring Cloud Gateway on WebFlux: the global one, and
 * that of single routes. The gateway on Spring MVC has no CORS of its own.
 */
public final class GatewayCorsFinder implements OtherMechanisms.Finder {

	/** Up to Gateway 4.2, and later. */
	private static final List<String> PREFIXES = List.of("spring.cloud.gateway", "spring.cloud.gateway.server.webflux");

	private static final Bindable<Map<String, Object>> MAP = Bindable.mapOf(String.class, Object.class);

	private final Environment environment;

	public GatewayCorsFinder(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<OtherMechanisms> find() {
		return PREFIXES.stream()
			.flatMap((prefix) -> Stream.concat(global(prefix + ".globalcors.cors-configurations"),
					routes(prefix + ".routes")))
			.toList();
	}

	private Stream<OtherMechanisms> global(String property) {
		return map(property).keySet()
			.stream()
			.map((path) -> OtherMechanisms.on(Set.of(path), OtherMechanisms.Mechanism.GATEWAY,
					property + ".[" + path + "]"));
	}

	private Stream<OtherMechanisms> routes(String property) {
		List<OtherMechanisms> found = new ArrayList<>();
		for (int i = 0; exists(property + "[" + i + "]"); i++) {
			String route = property + "[" + i + "].";
			if (exists(route + "metadata.cors")) {
				String id = text(route + "id");
				String name = (id != null) ? "route \"" + id + "\"" : "route " + i;
				String path = path(route + "predicates");
				found.add((path != null) ? OtherMechanisms.on(Set.of(path), OtherMechanisms.Mechanism.GATEWAY, name)
						: OtherMechanisms.somewhere(OtherMechanisms.Mechanism.GATEWAY, name));
			}
		}
		return found.stream();
	}

	/**
	 * The path to which the gateway ties a route's CORS: the first one of the route, or
	 * all of them. Only predicates written in a line of their own are understood.
	 */
	private @Nullable String path(String property) {
		for (int i = 0; exists(property + "[" + i + "]"); i++) {
			String predicate = text(property + "[" + i + "]");
			if (predicate == null) {
				return null;
			}
			String[] parts = predicate.split("=", 2);
			if (parts.length == 2 && parts[0].strip().equals("Path")) {
				return parts[1].split(",", 2)[0].strip();
			}
		}
		return "/**";
	}

	private boolean exists(String property) {
		return text(property) != null || !map(property).isEmpty();
	}

	private @Nullable String text(String property) {
		return Binder.get(this.environment).bind(property, String.class).orElse(null);
	}

	private Map<String, Object> map(String property) {
		return Binder.get(this.environment).bind(property, MAP).orElse(Map.of());
	}

}
