package io.corspolicy.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Measures the index of handlers: what it costs to build, and what a look-up costs. No
 * test: run it with the test class path.
 */
final class HandlerIndexMeasurement {

	private static final int LOOK_UPS = 200_000;

	private HandlerIndexMeasurement() {
	}

	public static void main(String[] args) {
		for (int handlers : new int[] { 10, 5_000, 50, 500, 5_000, 50_000, 50, 500, 5_000, 50_000 }) {
			measure(handlers, false);
			measure(handlers, true);
		}
	}

	private static void measure(int size, boolean ownPolicies) {
		List<MappedHandler> handlers = handlers(size, ownPolicies);
		PolicyDefinition named = new PolicyDefinition("named", List.of("/**"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com")));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.of(named)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty,
				() -> List
					.of(new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, true, handlers, null)),
				List::of);
		long start = System.nanoTime();
		registry.refresh();
		long built = System.nanoTime();
		PathContainer[] paths = new PathContainer[100];
		for (int i = 0; i < paths.length; i++) {
			paths[i] = PathContainer.parsePath("/api/r" + (i % (size / 2)) + "/5");
		}
		int found = 0;
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < LOOK_UPS / 10; i++) {
				found += (registry.find(paths[i % paths.length], "GET") != null) ? 1 : 0;
			}
		}
		long warm = System.nanoTime();
		for (int i = 0; i < LOOK_UPS; i++) {
			found += (registry.find(paths[i % paths.length], "GET") != null) ? 1 : 0;
		}
		long done = System.nanoTime();
		System.out.printf("%6d handlers, %s: built in %.1f ms, %d ns a look-up (%d)%n", size,
				ownPolicies ? "a policy each" : "one policy", (built - start) / 1e6, (done - warm) / LOOK_UPS, found);
	}

	private static List<MappedHandler> handlers(int size, boolean ownPolicies) {
		List<MappedHandler> handlers = new ArrayList<>(size);
		PathPatternParser parser = PathPatternParser.defaultInstance;
		for (int i = 0; i < size; i++) {
			PolicySpec spec = ownPolicies
					? PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app" + i + ".example.com"))
					: PolicySpec.empty();
			PolicyDeclaration declaration = new PolicyDeclaration("Controller" + i, "named", true, spec, List.of());
			String path = "/api/r" + (i / 2) + ((i % 2 == 0) ? "" : "/{id}");
			handlers.add(new MappedHandler("handler" + i, parser.parse(path), Set.of((i % 3 == 0) ? "POST" : "GET"),
					false, declaration));
		}
		return handlers;
	}

}
