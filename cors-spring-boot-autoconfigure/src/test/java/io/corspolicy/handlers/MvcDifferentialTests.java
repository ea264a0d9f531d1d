package io.corspolicy.handlers;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.servlet.CorsPolicyFilter;
import io.corspolicy.servlet.MvcHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * On Spring MVC.
 */
class MvcDifferentialTests extends DifferentialTests {

	@SuppressWarnings("NullAway.Init")
	private AnnotationConfigWebApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private CorsPolicyRegistry registry;

	@SuppressWarnings("NullAway.Init")
	private MockMvc mockMvc;

	@BeforeEach
	void start() {
		this.context = new AnnotationConfigWebApplicationContext();
		this.context.register(Application.class);
		this.context.setServletContext(new MockServletContext());
		this.context.refresh();
		this.registry = registry();
		this.mockMvc = MockMvcBuilders.webAppContextSetup(this.context)
			.addFilters(new CorsPolicyFilter(this.registry))
			.build();
	}

	@Override
	CorsPolicyRegistry currentRegistry() {
		return this.registry;
	}

	@Override
	HandlerSource handlers() {
		return new MvcHandlers(this.context.getBeanFactory(),
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
			options.setPatternParser(Objects.requireNonNull(mapping.getPatternParser()));
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
			predicate = predicate
				.and(RequestPredicates.contentType(org.springframework.http.MediaType.APPLICATION_JSON));
		}
		RouterFunction<ServerResponse> route = RouterFunctions.route(predicate,
				(request) -> ServerResponse.ok().header(RAN, mapping.declaration()).build());
		return mapping.declaration().equals("none") ? route
				: route.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, mapping.declaration());
	}

	@Override
	Answer send(String method, String path, Map<String, String> headers) throws Exception {
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method),
				URI.create("http://localhost" + path));
		headers.forEach(request::header);
		try {
			MockHttpServletResponse response = this.mockMvc.perform(request).andReturn().getResponse();
			Map<String, String> values = new java.util.LinkedHashMap<>();
			response.getHeaderNames().forEach((name) -> values.put(name, String.valueOf(response.getHeader(name))));
			return new Answer(response.getStatus(), response.getHeader(RAN), values);
		}
		catch (IllegalStateException | jakarta.servlet.ServletException ex) {
			// Two handlers are equally good: Spring runs none.
			return new Answer(500, null, Map.of());
		}
	}

	/**
	 * Routes that are replaced from one set of mappings to the next.
	 */
	static class Routes implements RouterFunction<ServerResponse> {

		private @Nullable RouterFunction<ServerResponse> current;

		@Override
		public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
			return (this.current != null) ? this.current.route(request) : Optional.empty();
		}

		@Override
		public void accept(RouterFunctions.Visitor visitor) {
			if (this.current != null) {
				this.current.accept(visitor);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Application implements WebMvcConfigurer {

		@Bean
		Routes routes() {
			return new Routes();
		}

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(new HandlerInterceptor() {

				@Override
				public boolean preHandle(jakarta.servlet.http.HttpServletRequest request,
						jakarta.servlet.http.HttpServletResponse response, Object handler) {
					if (handler instanceof org.springframework.web.method.HandlerMethod method
							&& Set.of("none", "one", "two", "off").contains(method.getMethod().getName())) {
						response.setHeader(RAN, method.getMethod().getName());
						return false;
					}
					return true;
				}

			});
		}

	}

}
