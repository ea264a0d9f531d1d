package io.corspolicy.benchmarks.reactive;

import java.util.Set;

import io.corspolicy.benchmarks.Configuration;
import io.corspolicy.benchmarks.FloorPolicy;
import io.corspolicy.benchmarks.SpringConfiguration;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.reactive.CorsPolicyWebFilter;

import org.springframework.core.Ordered;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.WebFilter;

/**
 * Makes the web filters that are compared.
 */
public final class WebFilters {

	private WebFilters() {
	}

	/**
	 * Make a web filter.
	 * @param variant whose
	 * @param configuration what the filter is configured with
	 * @return the filter
	 */
	public static WebFilter create(Variant variant, Configuration configuration) {
		return switch (variant) {
			case EMPTY -> (exchange, chain) -> chain.filter(exchange);
			case BARE_FLOOR -> new BareFloorWebFilter(Set.copyOf(configuration.policies().get(0).origins()));
			case FLOOR -> new FloorWebFilter(new FloorPolicy(configuration.policies().get(0)));
			case OURS -> new CorsPolicyWebFilter(configuration.registry(HandlerMappingModel.Selection.REACTIVE_MAPPING),
					Ordered.HIGHEST_PRECEDENCE);
			case SPRING -> spring(configuration);
			default -> throw new IllegalArgumentException(variant.title() + " has no web filter");
		};
	}

	private static WebFilter spring(Configuration configuration) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		configuration.policies()
			.forEach((policy) -> source.registerCorsConfiguration(policy.path(), SpringConfiguration.of(policy)));
		return new CorsWebFilter(source);
	}

}
