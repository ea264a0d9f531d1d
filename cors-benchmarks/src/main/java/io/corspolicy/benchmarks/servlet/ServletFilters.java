package io.corspolicy.benchmarks.servlet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import com.thetransactioncompany.cors.CORSConfiguration;
import com.thetransactioncompany.cors.CORSConfigurationException;
import com.thetransactioncompany.cors.CORSFilter;
import io.corspolicy.benchmarks.Configuration;
import io.corspolicy.benchmarks.FloorPolicy;
import io.corspolicy.benchmarks.Policy;
import io.corspolicy.benchmarks.SpringConfiguration;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.servlet.CorsPolicyFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.ServletRequestPathFilter;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes the filters that are compared, each in its fastest form.
 */
public final class ServletFilters {

	private ServletFilters() {
	}

	/**
	 * Make a filter.
	 * @param variant whose
	 * @param configuration what the filter is configured with
	 * @return the filter, initialised
	 * @throws ServletException if it can't be
	 */
	public static Filter create(Variant variant, Configuration configuration) throws ServletException {
		return switch (variant) {
			case EMPTY -> (request, response, chain) -> chain.doFilter(request, response);
			case BARE_FLOOR -> bareFloor(configuration);
			case FLOOR -> new FloorFilter(new FloorPolicy(configuration.policies().get(0)));
			case OURS -> new CorsPolicyFilter(configuration.registry(HandlerMappingModel.Selection.SERVLET_MAPPING));
			case SPRING -> spring(configuration);
			case TOMCAT -> tomcat(configuration.policies().get(0));
			case TRANSACTION_COMPANY -> transactionCompany(configuration.policies().get(0));
		};
	}

	private static Filter bareFloor(Configuration configuration) {
		Policy policy = configuration.policies().get(0);
		if (!policy.path().equals(Configuration.PATH)) {
			return pathFloor(configuration);
		}
		if (!policy.hasPatterns()) {
			return new BareFloorFilter(new HashSet<>(policy.origins()));
		}
		Set<String> parents = policy.origins()
			.stream()
			.map((origin) -> origin.replace("*.", ""))
			.collect(Collectors.toSet());
		return new BareFloorFilter(parents) {

			@Override
			boolean isAllowed(HttpServletRequest request, String origin) {
				int dot = origin.indexOf('.');
				return dot >= 0 && parents.contains("https://" + origin.substring(dot + 1));
			}

		};
	}

	/** One look-up more: the policy by the path's first two segments. */
	private static Filter pathFloor(Configuration configuration) {
		Map<String, Set<String>> origins = new HashMap<>();
		for (Policy policy : configuration.policies()) {
			origins.put(twoSegments(policy.path()), Set.copyOf(policy.origins()));
		}
		return new BareFloorFilter(Set.of()) {

			@Override
			boolean isAllowed(HttpServletRequest request, String origin) {
				Set<String> allowed = origins.get(twoSegments(request.getRequestURI()));
				return allowed != null && allowed.contains(origin);
			}

		};
	}

	private static String twoSegments(String path) {
		return path.substring(0, path.lastIndexOf('/'));
	}

	private static Filter spring(Configuration configuration) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource(new PathPatternParser());
		configuration.policies()
			.forEach((policy) -> source.registerCorsConfiguration(policy.path(), SpringConfiguration.of(policy)));
		Filter path = new ServletRequestPathFilter();
		Filter cors = new CorsFilter(source);
		return (request, response, chain) -> path.doFilter(request, response,
				(parsedRequest, sameResponse) -> cors.doFilter(parsedRequest, sameResponse, chain));
	}

	private static Filter tomcat(Policy policy) throws ServletException {
		Map<String, String> parameters = new HashMap<>();
		parameters.put("cors.allowed.origins", String.join(",", policy.origins()));
		parameters.put("cors.allowed.methods", String.join(",", Policy.METHODS));
		parameters.put("cors.allowed.headers", String.join(",", policy.headers()));
		parameters.put("cors.exposed.headers", Policy.EXPOSED_HEADER);
		parameters.put("cors.support.credentials", String.valueOf(policy.credentials()));
		parameters.put("cors.preflight.maxage", String.valueOf(Policy.MAX_AGE));
		parameters.put("cors.request.decorate", "false");
		Filter filter = new org.apache.catalina.filters.CorsFilter();
		filter.init(new Parameters(parameters));
		return filter;
	}

	private static Filter transactionCompany(Policy policy) throws ServletException {
		List<String> methods = new ArrayList<>(Policy.METHODS);
		methods.add("OPTIONS");
		Properties properties = new Properties();
		properties.setProperty("cors.allowOrigin", String.join(" ", policy.origins()).replace("*.", ""));
		properties.setProperty("cors.allowSubdomains", String.valueOf(policy.hasPatterns()));
		properties.setProperty("cors.supportedMethods", String.join(", ", methods));
		properties.setProperty("cors.supportedHeaders", String.join(", ", policy.headers()));
		properties.setProperty("cors.exposedHeaders", Policy.EXPOSED_HEADER);
		properties.setProperty("cors.supportsCredentials", String.valueOf(policy.credentials()));
		properties.setProperty("cors.maxAge", String.valueOf(Policy.MAX_AGE));
		try {
			return new CORSFilter(new CORSConfiguration(properties));
		}
		catch (CORSConfigurationException ex) {
			throw new ServletException(ex);
		}
	}

	/**
	 * The parameters of a filter outside of a container.
	 */
	private record Parameters(Map<String, String> values) implements FilterConfig {

		@Override
		public String getFilterName() {
			return "cors";
		}

		@Override
		public ServletContext getServletContext() {
			throw new UnsupportedOperationException("getServletContext");
		}

		@Override
		public @Nullable String getInitParameter(String name) {
			return this.values.get(name);
		}

		@Override
		public Enumeration<String> getInitParameterNames() {
			return Collections.enumeration(this.values.keySet());
		}

	}

}
