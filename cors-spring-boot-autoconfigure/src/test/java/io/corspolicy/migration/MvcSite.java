package io.corspolicy.migration;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.corspolicy.servlet.CorsPolicyFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.DelegatingWebMvcConfiguration;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * An application on Spring MVC, without a server.
 *
 * @param dispatcher the dispatcher
 * @param filters the filters in front of it
 */
record MvcSite(DispatcherServlet dispatcher, List<Filter> filters) implements Site {

	static MvcSite of(WebApplicationContext context) throws ServletException {
		DispatcherServlet dispatcher = new DispatcherServlet(context);
		dispatcher.init(new MockServletConfig(Objects.requireNonNull(context.getServletContext())));
		List<Filter> filters = new ArrayList<>();
		Map<String, FilterRegistrationBean<?>> registrations = new TreeMap<>();
		context.getBeansOfType(FilterRegistrationBean.class).forEach(registrations::put);
		registrations.values()
			.stream()
			.map((registration) -> registration.getFilter())
			.filter(CorsPolicyFilter.class::isInstance)
			.forEach(filters::add);
		registrations.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isEnabled() && entry.getValue().getFilter() instanceof CorsFilter)
			.sorted(Comparator.comparingInt((entry) -> entry.getValue().getOrder()))
			.forEach((entry) -> filters.add(registered(entry.getKey(), entry.getValue())));
		context.getBeanProvider(CorsFilter.class).orderedStream().forEach(filters::add);
		context.getBeansOfType(Filter.class).forEach((name, filter) -> {
			if (name.equals("springSecurityFilterChain")) {
				filters.add(filter);
			}
		});
		return new MvcSite(dispatcher, filters);
	}

	/** As a container calls it: by its name, below its paths. */
	private static Filter registered(String name, FilterRegistrationBean<?> registration) {
		CorsFilter filter = (CorsFilter) Objects.requireNonNull(registration.getFilter());
		filter.setBeanName(name);
		return (request, response, chain) -> {
			String path = ((HttpServletRequest) request).getRequestURI();
			if (registration.getUrlPatterns()
				.stream()
				.anyMatch((pattern) -> (path + "/").startsWith(pattern.substring(0, pattern.length() - 1)))) {
				filter.doFilter(request, response, chain);
			}
			else {
				chain.doFilter(request, response);
			}
		};
	}

	@Override
	public Answered ask(Asked asked) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest(this.dispatcher.getServletContext(), asked.method(),
				asked.path());
		asked.headers().forEach(request::addHeader);
		MockHttpServletResponse response = new MockHttpServletResponse();
		try {
			new MockFilterChain(this.dispatcher, this.filters.toArray(Filter[]::new)).doFilter(request, response);
		}
		catch (ServletException | IllegalArgumentException ex) {
			response.reset();
			response.setStatus(500);
		}
		return Answered.of(response.getStatus(), response.getContentAsString(), response::getHeaders);
	}

	static CorsFilter filter(Map<String, CorsConfiguration> configurations) {
		return new CorsFilter(source(configurations));
	}

	static UrlBasedCorsConfigurationSource source(Map<String, CorsConfiguration> configurations) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.setCorsConfigurations(configurations);
		return source;
	}

	/**
	 * Mappings.
	 *
	 * @param configurations the mappings in their order
	 */
	record Mappings(Map<String, CorsConfiguration> configurations) implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			this.configurations.forEach((path, configuration) -> registry.addMapping(path).combine(configuration));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Before {

	}

	/** As if nobody had ever written {@code @CrossOrigin}. */
	@Configuration(proxyBeanMethods = false)
	static class After extends DelegatingWebMvcConfiguration {

		@Override
		protected RequestMappingHandlerMapping createRequestMappingHandlerMapping() {
			return new RequestMappingHandlerMapping() {

				@Override
				protected @Nullable CorsConfiguration initCorsConfiguration(Object handler, Method method,
						RequestMappingInfo mappingInfo) {
					return null;
				}

			};
		}

	}

}
