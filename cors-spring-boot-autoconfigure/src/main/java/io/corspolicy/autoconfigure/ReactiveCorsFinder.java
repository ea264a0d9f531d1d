package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

/**
 * Finds what does CORS in front of a reactive application's router. None of it tells its
 * paths.
 */
final class ReactiveCorsFinder implements OtherCors.Finder {

	private final ExistingBeans beans;

	ReactiveCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherCors> find() {
		Stream<OtherCors> filters = this.beans.names(CorsWebFilter.class)
			.stream()
			.map((name) -> OtherCors.somewhere(OtherCors.Kind.FILTER, this.beans.describe(name)));
		Stream<OtherCors> sources = this.beans
			.sources(CorsConfigurationSource.class, UrlBasedCorsConfigurationSource.class)
			.map((name) -> OtherCors.somewhere(OtherCors.Kind.SOURCE, this.beans.describe(name)));
		return Stream.concat(filters, sources).toList();
	}

}
