package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Finding;
import jakarta.servlet.Filter;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Finds the CORS mechanisms in front of a servlet.
 */
public final class ServletCorsFinder implements OtherMechanisms.Finder {

	private final ExistingBeans beans;

	public ServletCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherMechanisms> find() {
		List<OtherMechanisms> found = new ArrayList<>();
		Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());
		this.beans.created(FilterRegistrationBean.class).forEach((name, registration) -> {
			if (registration.isEnabled() && registration.getFilter() instanceof CorsFilter filter) {
				registered.add(filter);
				found.add(registered(name, filter, registration));
			}
		});
		for (String name : this.beans.names(CorsFilter.class)) {
			CorsFilter filter = this.beans.created(CorsFilter.class).get(name);
			if (filter == null || !registered.contains(filter)) {
				found.add(OtherMechanisms.somewhere(OtherMechanisms.Mechanism.FILTER, this.beans.describe(name)));
			}
		}
		this.beans.sources(CorsConfigurationSource.class, UrlBasedCorsConfigurationSource.class)
			.map(this::source)
			.forEach(found::add);
		return found;
	}

	@Override
	public void collect(CorsLayers layers) {
		Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
		layers.setRefusalText();
		ServletCorsFilters filters = new ServletCorsFilters(this.beans);
		filters.inOrder().forEach((filter) -> {
			if (filter.addTo(layers)) {
				read.add(filter.source());
			}
		});
		if (filters.areSecured()) {
			layers.setSecured();
		}
		filters.notCreated()
			.forEach((finding) -> layers.addUnreadable(finding,
					"It is created when it is first used: ask again when it was."));
		this.beans.sources(CorsConfigurationSource.class, UrlBasedCorsConfigurationSource.class).forEach((name) -> {
			CorsConfigurationSource source = this.beans.created(CorsConfigurationSource.class).get(name);
			Finding finding = new Finding(Finding.Mechanism.SOURCE, this.beans.describe(name));
			if (source == null) {
				layers.addUnreadable(finding, "It is created when it is first used: ask again when it was.");
			}
			else if (!read.contains(source)) {
				layers.addUnused(ServletCorsSources.of(source, (pattern) -> finding));
			}
		});
	}

	private OtherMechanisms registered(String name, CorsFilter filter, FilterRegistrationBean<?> registration) {
		Collection<String> patterns = registration.getUrlPatterns();
		boolean hasServlets = !registration.getServletNames().isEmpty()
				|| !registration.getServletRegistrationBeans().isEmpty();
		String described = "bean \"" + name + "\" with a " + filter.getClass().getName();
		if (hasServlets || !patterns.stream().allMatch((pattern) -> pattern.endsWith("/*"))) {
			return OtherMechanisms.somewhere(OtherMechanisms.Mechanism.FILTER, described);
		}
		// A servlet's prefix pattern; without any, a filter is for all requests.
		List<String> paths = patterns.isEmpty() ? List.of("/**")
				: patterns.stream().map((pattern) -> pattern + "*").toList();
		return OtherMechanisms.on(paths, OtherMechanisms.Mechanism.FILTER, described);
	}

	private OtherMechanisms source(String name) {
		String described = this.beans.describe(name);
		UrlBasedCorsConfigurationSource source = this.beans.created(UrlBasedCorsConfigurationSource.class).get(name);
		return (source != null) ? OtherMechanisms.on(source.getCorsConfigurations().keySet(),
				OtherMechanisms.Mechanism.SOURCE, described)
				: OtherMechanisms.somewhere(OtherMechanisms.Mechanism.SOURCE, described);
	}

}
