package io.corspolicy.handlers;

import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.reactive.CorsPolicyWebFilter;
import io.corspolicy.reactive.WebFluxHandlers;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * On WebFlux.
 */
class WebFluxDifferentialTests extends DifferentialTests {

	@SuppressWarnings("NullAway.Init")
	private AnnotationConfigApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private CorsPolicyRegistry registry;

	@SuppressWarnings("NullAway.Init")
	private HttpHandler handler;

	@BeforeEach
	void start() {
		this.registry = registry();
		this.context = new AnnotationConfigApplicationContext();
		this.context.register(Application.class);
		this.context.registerBean("cors", WebFilter.class, () -> new CorsPolicyWebFilter(this.registry, 0));
		this.context.refresh();
		this.handler = WebHttpHandlerBuilder.applicationContext(this.context).build();
	}

	@Override
	CorsPolicyRegistry currentRegistry() {
		return this.registry;
	}

	@Override
	HandlerSource handlers() {
		return new WebFluxHandlers(this.context.getBeanFactory(),
				() -> new HandlerMappingModel.Endpoints("/actuator", false));
	}

	@Override
	void map(List<Mapping> mappings) {
		RequestMappingHandlerMapping mapping = this.context.getBean("requestMappingHandlerMapping",
				RequestMappingHandlerMapping.class);
		new HashSet<>(mapping.getHandlerMethods().keySet()).forEach(mapping::unregisterMapping);
		Routes routes = this.context.getBean(Routes.class);
		routes.current = null;
		Handlers handlers = new Handlers();
		for (Mapping one : mappings) {
			if (one.isRoute()) {
				RouterFunction<ServerResponse> route = route(one);
				routes.current = (routes.current != null) ? routes.current.and(route) : route;
				continue;
			}
			RequestMappingInfo.BuilderConfiguration options = new RequestMappingInfo.BuilderConfiguration();
			options.setPatternParser(mapping.getPathPatternParser());
			RequestMappingInfo.Builder builder = RequestMappingInfo.paths(one.pattern())
				.methods(one.methods().stream().map(RequestMethod::valueOf).toArray(RequestMethod[]::new))
				.options(options);
			if (one.conditional()) {
				builder.consumes("application/json");
			}
			try {
				mapping.registerMapping(builder.build(), handlers, Handlers.class.getDeclaredMethod(one.declaration()));
			}
			catch (NoSuchMethodException ex) {
				throw new IllegalArgumentException(ex);
			}
		}
	}

	private static RouterFunction<ServerResponse> route(Mapping mapping) {
		RequestPredicate predicate = RequestPredicates.path(mapping.pattern());
		if (!mapping.methods().isEmpty()) {
			predicate = RequestPredicates
				.methods(mapping.methods().stream().map(HttpMethod::valueOf).toArray(HttpMethod[]::new))
				.and(predicate);
		}
		if (mapping.conditional()) {
			predicate = predicate.and(RequestPredicates.contentType(MediaType.APPLICATION_JSON));
		}
		RouterFunction<ServerResponse> route = RouterFunctions.route(predicate,
				(request) -> ServerResponse.ok().header(RAN, mapping.declaration()).build());
		return mapping.declaration().equals("none") ? route
				: route.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, mapping.declaration());
	}

	@Override
	Answer send(String method, String path, Map<String, String> headers) {
		MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.method(HttpMethod.valueOf(method),
				URI.create("http://localhost" + path));
		headers.forEach(request::header);
		MockServerHttpResponse response = new MockServerHttpResponse();
		this.handler.handle(request.build(), response).block();
		Map<String, String> values = new LinkedHashMap<>();
		response.getHeaders().forEach((name, list) -> values.put(name, list.get(0)));
		int status = (response.getStatusCode() != null) ? response.getStatusCode().value() : 200;
		return new Answer(status, response.getHeaders().getFirst(RAN), values);
	}

	/**
	 * Routes that are replaced from one set of mappings to the next.
	 */
	static class Routes implements RouterFunction<ServerResponse> {

		private @Nullable RouterFunction<ServerResponse> current;

		@Override
		public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
			return (this.current != null) ? this.current.route(request) : Mono.empty();
		}

		@Override
		public void accept(RouterFunctions.Visitor visitor) {
			if (this.current != null) {
				this.current.accept(visitor);
			}
		}

	}

	/**
	 * Tells which handler method would run.
	 */
	static class Recorder implements HandlerAdapter, Ordered {

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public boolean supports(Object handler) {
			return handler instanceof HandlerMethod method
					&& Set.of("none", "one", "two", "off").contains(method.getMethod().getName());
		}

		@Override
		public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
			exchange.getResponse().getHeaders().set(RAN, ((HandlerMethod) handler).getMethod().getName());
			return exchange.getResponse().setComplete().then(Mono.empty());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Application {

		@Bean
		Routes routes() {
			return new Routes();
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

}
