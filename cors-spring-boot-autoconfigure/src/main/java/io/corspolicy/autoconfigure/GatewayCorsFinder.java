package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds the CORS configuration of Spring Cloud Gateway.
 */
final class GatewayCorsFinder implements OtherCors.Finder {

	/** Until Gateway 4.2 and since. */
	private static final List<String> PREFIXES = List.of("spring.cloud.gateway.globalcors",
			"spring.cloud.gateway.server.webflux.globalcors");

	private final Environment environment;

	GatewayCorsFinder(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<OtherCors> find() {
		return PREFIXES.stream().map((prefix) -> prefix + ".cors-configurations").flatMap(this::find).toList();
	}

	private Stream<OtherCors> find(String property) {
		Map<String, Object> configurations = Binder.get(this.environment)
			.bind(property, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of());
		return configurations.keySet()
			.stream()
			.map((path) -> OtherCors.on(Set.of(path), OtherCors.Kind.GATEWAY, property + ".[" + path + "]"));
	}

}
