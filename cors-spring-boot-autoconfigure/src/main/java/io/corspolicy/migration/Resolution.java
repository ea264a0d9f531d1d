package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the configuration at one path, as Spring finds it: that of the first filter with
 * one for the path, otherwise the handler mapping's and the handler's combined.
 */
final class Resolution {

	private final CorsLayers layers;

	private final String path;

	private final List<List<CorsHandler>> matching;

	/** The methods that the handlers map. */
	private final Set<String> named;

	/** Whether a filter answers every preflight, and none of them is allowed. */
	private final boolean withoutPreflights;

	/** The configuration of the first filter that has one, without a handler. */
	private final @Nullable EffectiveConfiguration filtered;

	private final Map<String, EffectiveConfiguration> found = new HashMap<>();

	private final Map<CorsByPath, EffectiveConfiguration> globals = new IdentityHashMap<>();

	/**
	 * Create a resolution.
	 * @param layers the CORS mechanisms
	 * @param path the path
	 * @param matching the handlers of each layer that match it
	 */
	Resolution(CorsLayers layers, String path, List<List<CorsHandler>> matching) {
		this.layers = layers;
		this.path = path;
		this.matching = matching.stream().map(Resolution::sorted).toList();
		this.named = matching.stream()
			.flatMap(List::stream)
			.flatMap((handler) -> handler.methods().stream())
			.collect(Collectors.toSet());
		EffectiveConfiguration filtered = null;
		boolean silent = false;
		for (CorsLayers.FilterLayer filter : layers.filters()) {
			if (filtered == null && filter.runs().test(path)) {
				CorsConfiguration configuration = filter.cors().lookup().apply(path);
				filtered = (configuration != null) ? new EffectiveConfiguration(configuration,
						Set.of(filter.cors().origin(configuration)), null, List.of(), false) : null;
				silent |= configuration == null;
			}
		}
		this.filtered = filtered;
		this.withoutPreflights = silent;
	}

	private static List<CorsHandler> sorted(List<CorsHandler> handlers) {
		return (handlers.size() < 2) ? handlers
				: handlers.stream()
					.sorted(Comparator.comparing(CorsHandler::pattern, PathPattern.SPECIFICITY_COMPARATOR)
						.thenComparing(CorsHandler::conditional))
					.toList();
	}

	/**
	 * The configuration for a method: the same object for methods that no handler
	 * distinguishes.
	 */
	EffectiveConfiguration find(String method) {
		// No handler maps the empty method, so it represents all methods that none maps.
		return this.found.computeIfAbsent(representative(method), this::ask);
	}

	private String representative(String method) {
		if (this.named.contains(method)) {
			return method;
		}
		return (method.equals("HEAD") && this.named.contains("GET")) ? "GET" : "";
	}

	private EffectiveConfiguration ask(String method) {
		EffectiveConfiguration asked = (this.filtered != null)
				? new EffectiveConfiguration(this.filtered.configuration(), this.filtered.findings(), handler(method),
						List.of(), false)
				: behindFilters(method);
		return this.withoutPreflights ? asked.withoutPreflights() : asked;
	}

	/** Whether a filter answers every preflight, and none of them is allowed. */
	boolean isWithoutPreflights() {
		return this.withoutPreflights;
	}

	private EffectiveConfiguration behindFilters(String method) {
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
		// Unknown handlers after the known ones, such as static files, may be anywhere.
		return this.layers.handlers()
			.stream()
			.map((layer) -> global(layer.global()))
			.filter((found) -> found.configuration() != null)
			.findFirst()
			.orElse(EffectiveConfiguration.NOTHING);
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

	/**
	 * For a preflight, Spring does not compare patterns if one of the handlers has CORS.
	 */
	private boolean isAmbiguous(List<CorsHandler> handlers, String method) {
		List<CorsHandler> serving = handlers.stream().filter((handler) -> handler.serves(method)).toList();
		return serving.size() > 1 && serving.stream().anyMatch((handler) -> handler.local().apply(this.path) != null);
	}

	private EffectiveConfiguration chosen(@Nullable CorsByPath global, List<CorsHandler> serving, boolean ambiguous) {
		EffectiveConfiguration first = combined(global, serving.get(0));
		List<String> rivals = new ArrayList<>();
		for (CorsHandler other : serving.subList(1, serving.size())) {
			CorsConfiguration configuration = combined(global, other).configuration();
			if (!ConfigurationKey.of(configuration).equals(ConfigurationKey.of(first.configuration()))) {
				rivals.add(other.description());
			}
		}
		return new EffectiveConfiguration(first.configuration(), first.findings(), first.handler(), rivals, ambiguous);
	}

	private EffectiveConfiguration combined(@Nullable CorsByPath global, CorsHandler handler) {
		EffectiveConfiguration around = global(global);
		CorsHandler.Local local = handler.local().apply(this.path);
		Set<Finding> findings = new LinkedHashSet<>(around.findings());
		CorsConfiguration configuration = around.configuration();
		if (local != null) {
			findings.add(local.finding());
			configuration = (configuration != null) ? configuration.combine(local.configuration())
					: local.configuration();
		}
		return new EffectiveConfiguration(configuration, findings, handler.description(), List.of(), false);
	}

	private EffectiveConfiguration global(@Nullable CorsByPath global) {
		return (global != null) ? this.globals.computeIfAbsent(global, this::asked) : EffectiveConfiguration.NOTHING;
	}

	private EffectiveConfiguration asked(CorsByPath global) {
		CorsConfiguration configuration = global.lookup().apply(this.path);
		return (configuration == null) ? EffectiveConfiguration.NOTHING : new EffectiveConfiguration(configuration,
				Set.of(global.origin(configuration)), null, List.of(), false);
	}

}
