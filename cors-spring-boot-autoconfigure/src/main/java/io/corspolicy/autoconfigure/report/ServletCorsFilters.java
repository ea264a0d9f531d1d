package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Finding;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/**
 * The servlet filters that handle CORS, in the order in which they run, including those
 * within Spring Security's.
 */
final class ServletCorsFilters {

	private static final String CHAIN = "org.springframework.security.web.SecurityFilterChain";

	/** The default of Spring Boot's {@code spring.security.filter.order}. */
	private static final int SECURITY_ORDER = -100;

	private final ExistingBeans beans;

	private final Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());

	ServletCorsFilters(ExistingBeans beans) {
		this.beans = beans;
	}

	List<CorsFilterAt> inOrder() {
		List<CorsFilterAt> filters = new ArrayList<>();
		this.beans.created(FilterRegistrationBean.class).forEach((name, registration) -> {
			Filter filter = registration.getFilter();
			if (filter instanceof CorsFilter cors) {
				this.registered.add(cors);
				if (registration.isEnabled()) {
					filters.add(new CorsFilterAt(registration.getOrder(),
							new Finding(Finding.Mechanism.FILTER, "bean \"" + name + "\""), cors,
							urlPatterns(registration), (path) -> runsAt(urlPatterns(registration), path)));
				}
			}
		});
		this.beans.created(CorsFilter.class).forEach((name, filter) -> {
			if (!this.registered.contains(filter)) {
				filters.add(new CorsFilterAt(this.beans.order(name, filter),
						new Finding(Finding.Mechanism.FILTER, this.beans.describe(name)), filter, List.of(),
						(path) -> true));
			}
		});
		this.beans.named(CHAIN).forEach((name, chain) -> {
			Object inside = HiddenMembers.call(chain, "getFilters", new Class<?>[0]);
			if (inside instanceof Collection<?> all) {
				all.stream()
					.filter(CorsFilter.class::isInstance)
					.map(CorsFilter.class::cast)
					.forEach((filter) -> filters.add(new CorsFilterAt(SECURITY_ORDER,
							new Finding(Finding.Mechanism.SECURITY, "http.cors() of " + this.beans.describe(name)),
							filter, List.of(), (path) -> isFor(chain, path))));
			}
		});
		filters.sort(Comparator.comparingInt(CorsFilterAt::order));
		return filters;
	}

	boolean areSecured() {
		return !this.beans.named(CHAIN).isEmpty();
	}

	private static boolean isFor(Object chain, String path) {
		return Boolean.TRUE.equals(HiddenMembers.call(chain, "matches", new Class<?>[] { HttpServletRequest.class },
				ServletCorsSources.request(path)));
	}

	private static List<String> urlPatterns(FilterRegistrationBean<?> registration) {
		return List.copyOf(registration.getUrlPatterns());
	}

	private static boolean runsAt(List<String> urlPatterns, String path) {
		return urlPatterns.isEmpty() || urlPatterns.stream().anyMatch((pattern) -> matches(pattern, path));
	}

	/** As the servlet specification maps filters. */
	private static boolean matches(String pattern, String path) {
		if (pattern.endsWith("/*")) {
			String prefix = pattern.substring(0, pattern.length() - 2);
			return path.equals(prefix) || path.startsWith(prefix + "/");
		}
		return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : pattern.equals(path);
	}

	/** Beans of which only the type is known so far. */
	List<Finding> notCreated() {
		Collection<String> created = this.beans.created(CorsFilter.class).keySet();
		return this.beans.names(CorsFilter.class)
			.stream()
			.filter((name) -> !created.contains(name))
			.map((name) -> new Finding(Finding.Mechanism.FILTER, this.beans.describe(name)))
			.toList();
	}

	/**
	 * A filter.
	 *
	 * @param order when it runs
	 * @param finding its name for users
	 * @param filter the filter
	 * @param urlPatterns where the container runs it, none if everywhere
	 * @param runs whether it runs for a path
	 */
	record CorsFilterAt(int order, Finding finding, CorsFilter filter, List<String> urlPatterns,
			Predicate<String> runs) {

		Object source() {
			return Objects.requireNonNullElse(HiddenMembers.field(this.filter, CorsFilter.class, "configSource"), this);
		}

		/**
		 * Add it to the layers.
		 * @return whether it could be read
		 */
		boolean addTo(CorsLayers layers) {
			Object source = source();
			if (source.getClass().getName().startsWith("org.springframework.web.servlet.")) {
				// Spring MVC's own handler mappings, which are asked in any case.
				return false;
			}
			if (!(source instanceof CorsConfigurationSource known)) {
				layers.addUnreadable(this.finding, "Its configuration can't be read in this version of Spring.");
				return false;
			}
			layers.addProcessor(this.finding, HiddenMembers.field(this.filter, CorsFilter.class, "processor"),
					DefaultCorsProcessor.class);
			layers.addFilter(ServletCorsSources.of(known, (pattern) -> this.finding), pathPatterns(), this.runs);
			return true;
		}

		private List<String> pathPatterns() {
			return this.urlPatterns.stream()
				.map((pattern) -> pattern.endsWith("/*") ? pattern + "*"
						: pattern.startsWith("*.") ? "/**/" + pattern : pattern)
				.toList();
		}

	}

}
