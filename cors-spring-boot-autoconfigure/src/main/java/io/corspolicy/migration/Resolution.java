package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds what holds at one path, as Spring finds it: the first filter with a configuration
 * for the path, otherwise what is said for the handler and by the handler together.
 */
final class Resolution {

	private final CorsLayers layers;

	private final String path;

	private final List<List<CorsHandler>> matching;

	Resolution(CorsLayers layers, String path) {
		this.layers = layers;
		this.path = path;
		PathContainer parsed = PathContainer.parsePath(path);
		this.matching = layers.handlers()
			.stream()
			.map((layer) -> layer.handlers()
				.stream()
				.filter((handler) -> handler.pattern().matches(parsed))
				.sorted(Comparator.comparing(CorsHandler::pattern, PathPattern.SPECIFICITY_COMPARATOR)
					.thenComparing(CorsHandler::conditional))
				.toList())
			.toList();
	}

	InForce find(String method) {
		boolean preflightsAnswered = false;
		for (CorsLayers.FilterLayer filter : this.layers.filters()) {
			if (filter.runs().test(this.path)) {
				CorsConfiguration configuration = filter.cors().lookup().apply(this.path);
				if (configuration != null) {
					InForce found = new InForce(configuration, Set.of(filter.cors().origin(configuration)),
							handler(method), List.of(), false);
					return preflightsAnswered ? found.withoutPreflights() : found;
				}
				preflightsAnswered = true;
			}
		}
		return preflightsAnswered ? behindFilters(method).withoutPreflights() : behindFilters(method);
	}

	/** Whether a filter answers every preflight, and none of them is allowed. */
	boolean isWithoutPreflights() {
		return this.layers.filters()
			.stream()
			.filter((filter) -> filter.runs().test(this.path))
			.findFirst()
			.map((filter) -> filter.cors().lookup().apply(this.path) == null)
			.orElse(false);
	}

	private InForce behindFilters(String method) {
		for (int i = 0; i < this.matching.size(); i++) {
			CorsLayers.HandlerLayer layer = this.layers.handlers().get(i);
			List<CorsHandler> serving = serving(this.matching.get(i), method);
			if (!serving.isEmpty()) {
				return chosen(layer.global(), serving, isAmbiguous(this.matching.get(i), method));
			}
			if (layer.exclusive() && !this.matching.get(i).isEmpty()) {
				return global(layer.global());
			}
		}
		// What is behind the known handlers, such as static files, may be anywhere.
		return this.layers.handlers()
			.stream()
			.map((layer) -> global(layer.global()))
			.filter((found) -> found.configuration() != null)
			.findFirst()
			.orElse(InForce.NOTHING);
	}

	/** Those that serve the method, at the most specific of their patterns. */
	private static List<CorsHandler> serving(List<CorsHandler> handlers, String method) {
		List<CorsHandler> serving = handlers.stream().filter((handler) -> handler.serves(method)).toList();
		return serving.stream()
			.filter((handler) -> PathPattern.SPECIFICITY_COMPARATOR.compare(handler.pattern(),
					serving.get(0).pattern()) == 0)
			.toList();
	}

	private @Nullable String handler(String method) {
		return this.matching.stream()
			.flatMap((handlers) -> serving(handlers, method).stream())
			.map(CorsHandler::description)
			.findFirst()
			.orElse(null);
	}

	/** For a preflight, Spring compares no patterns if one of the handlers has CORS. */
	private boolean isAmbiguous(List<CorsHandler> handlers, String method) {
		List<CorsHandler> serving = handlers.stream().filter((handler) -> handler.serves(method)).toList();
		return serving.size() > 1 && serving.stream().anyMatch((handler) -> handler.local().apply(this.path) != null);
	}

	private InForce chosen(@Nullable CorsByPath global, List<CorsHandler> serving, boolean ambiguous) {
		InForce first = combined(global, serving.get(0));
		List<String> rivals = new ArrayList<>();
		for (CorsHandler other : serving.subList(1, serving.size())) {
			CorsConfiguration configuration = combined(global, other).configuration();
			if (!ConfigurationKey.of(configuration).equals(ConfigurationKey.of(first.configuration()))) {
				rivals.add(other.description());
			}
		}
		return new InForce(first.configuration(), first.findings(), first.handler(), rivals, ambiguous);
	}

	private InForce combined(@Nullable CorsByPath global, CorsHandler handler) {
		InForce around = global(global);
		CorsHandler.Local local = handler.local().apply(this.path);
		Set<Finding> findings = new LinkedHashSet<>(around.findings());
		CorsConfiguration configuration = around.configuration();
		if (local != null) {
			findings.add(local.finding());
			configuration = (configuration != null) ? configuration.combine(local.configuration())
					: local.configuration();
		}
		return new InForce(configuration, findings, handler.description(), List.of(), false);
	}

	private InForce global(@Nullable CorsByPath global) {
		CorsConfiguration configuration = (global != null) ? global.lookup().apply(this.path) : null;
		return (global == null || configuration == null) ? InForce.NOTHING
				: new InForce(configuration, Set.of(global.origin(configuration)), null, List.of(), false);
	}

}
