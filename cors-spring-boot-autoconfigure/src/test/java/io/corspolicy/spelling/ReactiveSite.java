package io.corspolicy.spelling;

import java.util.List;
import java.util.Map;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.spelling.Setup.Feature;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.reactive.HiddenHttpMethodFilter;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.config.PathMatchConfigurer;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.PathResourceResolver;
import org.springframework.web.reactive.resource.ResourceResolverChain;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;

/**
 * An application on WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@SiteAutoConfiguration
@Import(Controllers.class)
class ReactiveSite implements WebFluxConfigurer {

	private final Setup setup;

	ReactiveSite(Setup setup) {
		this.setup = setup;
	}

	@Override
	public void configurePathMatching(PathMatchConfigurer configurer) {
		configurer.setUseCaseSensitiveMatch(!this.setup.has(Feature.CASE_INSENSITIVE));
		if (this.setup.has(Feature.TRAILING_SLASH)) {
			TrailingSlash.match(configurer);
		}
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.setOrder(900);
		registry.addResourceHandler(NamedFile.PATTERN)
			.addResourceLocations(NamedFile.LOCATION)
			.resourceChain(false)
			.addResolver(new Names());
	}

	@Bean
	RouterFunction<ServerResponse> route() {
		return RouterFunctions
			.route(RequestPredicates.path("/route/{name}"),
					(request) -> ServerResponse.ok().header(Controllers.RAN, "route").build())
			.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "two");
	}

	/** Behind the handlers above, and before Spring's resources. */
	@Bean
	SimpleUrlHandlerMapping anythingElse() {
		return new SimpleUrlHandlerMapping(Map.of("/**", handler("any")), 1000);
	}

	private static WebHandler handler(String name) {
		return (exchange) -> {
			exchange.getResponse().getHeaders().set(Controllers.RAN, name);
			return exchange.getResponse().setComplete();
		};
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebFilter filtersAhead() {
		return this.setup.has(Feature.FILTERS_AHEAD) ? new Filters() : (exchange, chain) -> chain.filter(exchange);
	}

	@Bean
	@Order(0)
	WebFilter filtersBehind() {
		return this.setup.has(Feature.FILTERS_BEHIND) ? new Filters() : (exchange, chain) -> chain.filter(exchange);
	}

	/**
	 * A name can't map a bean here.
	 */
	@RestController
	static class Beans {

		@RequestMapping({ "/bean/*", "/bean/*/" })
		ResponseEntity<Void> bean() {
			return Controllers.ran("bean");
		}

	}

	/**
	 * Finds files as Spring does.
	 */
	private static final class Names extends PathResourceResolver {

		@Override
		protected Mono<Resource> resolveResourceInternal(@Nullable ServerWebExchange exchange, String requestPath,
				List<? extends Resource> locations, ResourceResolverChain chain) {
			return super.resolveResourceInternal(exchange, requestPath, locations, chain).map(NamedFile::new);
		}

	}

	/**
	 * Change path and method.
	 */
	private static final class Filters implements WebFilter {

		private final WebFilter paths = UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();

		private final WebFilter methods = new HiddenHttpMethodFilter();

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return this.paths.filter(exchange, (changed) -> this.methods.filter(changed, chain));
		}

	}

}
