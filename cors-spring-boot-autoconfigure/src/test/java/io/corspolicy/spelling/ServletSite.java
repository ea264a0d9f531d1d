package io.corspolicy.spelling;

import java.util.List;
import java.util.Map;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.spelling.Setup.Feature;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.HiddenHttpMethodFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.util.UrlPathHelper;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * An application on Spring MVC with other servlets beside it.
 */
@Configuration(proxyBeanMethods = false)
@SiteAutoConfiguration
@Import(Controllers.class)
class ServletSite implements WebMvcConfigurer {

	private final Setup setup;

	ServletSite(Setup setup) {
		this.setup = setup;
	}

	@Override
	@SuppressWarnings({ "deprecation", "removal" })
	public void configurePathMatch(PathMatchConfigurer configurer) {
		boolean caseSensitive = !this.setup.has(Feature.CASE_INSENSITIVE);
		if (this.setup.has(Feature.ANT)) {
			AntPathMatcher matcher = new AntPathMatcher();
			matcher.setCaseSensitive(caseSensitive);
			configurer.setPathMatcher(matcher);
			if (this.setup.has(Feature.RAW_PATHS)) {
				UrlPathHelper helper = new UrlPathHelper();
				helper.setUrlDecode(false);
				helper.setRemoveSemicolonContent(false);
				configurer.setUrlPathHelper(helper);
			}
		}
		else if (!caseSensitive) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}
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

	@Bean({ "/bean/*", "/bean/*/" })
	HttpRequestHandler namedHandler() {
		return handler("bean");
	}

	/** Behind the handlers above, and before Spring's resources. */
	@Bean
	SimpleUrlHandlerMapping anythingElse() {
		return new SimpleUrlHandlerMapping(Map.of("/**", handler("any")), 1000);
	}

	/** As the container sees it. */
	static String path(HttpServletRequest request) {
		String pathInfo = request.getPathInfo();
		return (request.getServletPath() + ((pathInfo != null) ? pathInfo : "")).replaceAll("[^\\x21-\\x7e]", "_");
	}

	private static HttpRequestHandler handler(String name) {
		return (request, response) -> response.setHeader(Controllers.RAN, name);
	}

	@Bean
	FilterRegistrationBean<Filter> trailingSlashes() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
		registration.setEnabled(this.setup.has(Feature.FILTERS_AHEAD) || this.setup.has(Feature.FILTERS_BEHIND));
		registration.setOrder(order());
		return registration;
	}

	@Bean
	FilterRegistrationBean<HiddenHttpMethodFilter> hiddenMethods() {
		FilterRegistrationBean<HiddenHttpMethodFilter> registration = new FilterRegistrationBean<>(
				new HiddenHttpMethodFilter());
		registration.setEnabled(this.setup.has(Feature.FILTERS_AHEAD));
		registration.setOrder(order());
		return registration;
	}

	private int order() {
		return this.setup.has(Feature.FILTERS_AHEAD) ? Ordered.HIGHEST_PRECEDENCE : 0;
	}

	@Bean
	ServletRegistrationBean<DispatcherServlet> secondDispatcher(WebApplicationContext parent) {
		AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
		context.setParent(parent);
		context.register(SecondDispatcher.class);
		ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
				new DispatcherServlet(context), "/ops/*");
		registration.setName("second");
		registration.setEnabled(this.setup.has(Feature.SECOND_DISPATCHER));
		return registration;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> plainServlet() {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new PlainServlet(),
				"/internal/*", "*.act");
		registration.setName("plain");
		registration.setEnabled(this.setup.has(Feature.RAW_SERVLET));
		return registration;
	}

	/**
	 * Finds files as Spring does.
	 */
	private static final class Names extends PathResourceResolver {

		@Override
		protected @Nullable Resource resolveResourceInternal(@Nullable HttpServletRequest request, String requestPath,
				List<? extends Resource> locations, ResourceResolverChain chain) {
			Resource file = super.resolveResourceInternal(request, requestPath, locations, chain);
			return (file != null) ? new NamedFile(file) : null;
		}

	}

	/**
	 * Serves every method.
	 */
	private static final class PlainServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) {
			response.setHeader(Controllers.RAN, "servlet");
			response.setHeader(Controllers.PATH, path(request));
		}

	}

}
