package io.corspolicy.migration;

import java.util.List;

import io.corspolicy.path.PathLookup;

import org.springframework.http.server.PathContainer;

/**
 * Indexes the handlers by path, to find the configuration at many paths.
 */
final class Resolver {

	private final CorsLayers layers;

	private final List<PathLookup<CorsHandler>> handlers;

	Resolver(CorsLayers layers) {
		this.layers = layers;
		this.handlers = layers.handlers()
			.stream()
			.map((layer) -> new PathLookup<>(layer.handlers(), CorsHandler::pattern))
			.toList();
	}

	Resolution at(String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		return new Resolution(this.layers, path, this.handlers.stream().map((lookup) -> lookup.find(parsed)).toList());
	}

}
