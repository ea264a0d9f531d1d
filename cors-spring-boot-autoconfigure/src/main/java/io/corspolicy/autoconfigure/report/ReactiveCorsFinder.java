package io.corspolicy.autoconfigure.report;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Finding;
import reactor.core.publisher.Flux;

import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.WebFilter;

/**
 * Finds the CORS mechanisms in front of a reactive application's router. None of them
 * exposes its paths.
 */
public final class ReactiveCorsFinder implements OtherMechanisms.Finder {

	private final ExistingBeans beans;

	public ReactiveCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherMechanisms> find() {
		Stream<OtherMechanisms> filters = this.beans.names(CorsWebFilter.class)
			.stream()
			.map((name) -> OtherMechanisms.somewhere(OtherMechanisms.Mechanism.FILTER, this.beans.describe(name)));
		Stream<OtherMechanisms> sources = this.beans
			.sources(CorsConfigurationSource.class, UrlBasedCorsConfigurationSource.class)
			.map((name) -> OtherMechanisms.somewhere(OtherMechanisms.Mechanism.SOURCE, this.beans.describe(name)));
		return Stream.concat(filters, sources).toList();
	}

	@Override
	public void collect(CorsLayers layers) {
		Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
		this.beans.inOrder(WebFilter.class).forEach((name, bean) -> {
			if (bean instanceof CorsWebFilter filter) {
				add(new Finding(Finding.Mechanism.FILTER, this.beans.describe(name)), filter, layers, read);
			}
			else if (bean.getClass().getName().startsWith("org.springframework.security.")) {
				secured(layers, read);
			}
		});
		this.beans.sources(CorsConfigurationSource.class, UrlBasedCorsConfigurationSource.class).forEach((name) -> {
			CorsConfigurationSource source = this.beans.created(CorsConfigurationSource.class).get(name);
			if (source != null && !read.contains(source)) {
				Finding finding = new Finding(Finding.Mechanism.SOURCE, this.beans.describe(name));
				layers.addUnused(ReactiveCorsSources.of(source, (pattern) -> finding));
			}
		});
	}

	private void secured(CorsLayers layers, Set<Object> read) {
		layers.setSecured();
		this.beans.named("org.springframework.security.web.server.SecurityWebFilterChain").forEach((name, chain) -> {
			Object filters = HiddenMembers.call(chain, "getWebFilters", new Class<?>[0]);
			List<?> all = (filters instanceof Flux<?> flux) ? flux.collectList().block() : null;
			if (all != null) {
				all.stream()
					.filter(CorsWebFilter.class::isInstance)
					.map(CorsWebFilter.class::cast)
					.forEach((filter) -> add(
							new Finding(Finding.Mechanism.SECURITY, "http.cors() of " + this.beans.describe(name)),
							filter, layers, read));
			}
		});
	}

	private static void add(Finding finding, CorsWebFilter filter, CorsLayers layers, Set<Object> read) {
		Object source = HiddenMembers.field(filter, CorsWebFilter.class, "configSource");
		if (!(source instanceof CorsConfigurationSource known)) {
			layers.addUnreadable(finding, "Its configuration can't be read in this version of Spring.");
			return;
		}
		if (!read.add(known) && finding.mechanism() == Finding.Mechanism.SECURITY) {
			// Several chains may use one bean.
			return;
		}
		layers.addProcessor(finding, HiddenMembers.field(filter, CorsWebFilter.class, "processor"),
				DefaultCorsProcessor.class);
		layers.addFilter(ReactiveCorsSources.of(known, (pattern) -> finding), List.of(), (path) -> true);
	}

}
