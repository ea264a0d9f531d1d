package io.corspolicy.migration;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The effective configuration for a path and a method.
 *
 * @param configuration the configuration by which Spring decides, or {@code null} if it
 * has none
 * @param findings where it comes from
 * @param handler the handler that serves the request, or {@code null} if none is known
 * @param rivals other handlers with another configuration, distinguished by other
 * conditions than path and method
 * @param ambiguous whether several handlers match, so that Spring allows any preflight
 */
record EffectiveConfiguration(@Nullable CorsConfiguration configuration, Set<Finding> findings,
		@Nullable String handler, List<String> rivals, boolean ambiguous) {

	static final EffectiveConfiguration NOTHING = new EffectiveConfiguration(null, Set.of(), null, List.of(), false);

	/** The rest of it if no preflight is ever allowed. */
	EffectiveConfiguration withoutPreflights() {
		if (this.configuration == null) {
			return this;
		}
		CorsConfiguration rest = new CorsConfiguration(this.configuration);
		rest.setAllowedHeaders(null);
		rest.setAllowedMethods(Stream.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST)
			.filter((method) -> Objects.requireNonNull(this.configuration).checkHttpMethod(method) != null)
			.map(HttpMethod::name)
			.toList());
		return new EffectiveConfiguration(rest, this.findings, this.handler, this.rivals, this.ambiguous);
	}

}
