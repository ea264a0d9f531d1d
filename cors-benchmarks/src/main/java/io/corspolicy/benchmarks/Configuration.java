package io.corspolicy.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * All that a filter is configured with.
 *
 * @param policies the policies by path
 * @param handlers policies that stand on annotated handlers
 */
public record Configuration(List<Policy> policies, List<Policy> handlers) {

	static final String APP = "https://app.example.com";

	/** The path of the only policy. */
	public static final String PATH = "/api/**";

	private static Configuration of(Policy... policies) {
		return new Configuration(List.of(policies), List.of());
	}

	static Configuration one() {
		return of(Policy.of(PATH, List.of(APP)));
	}

	/** The same policies, under which origins that are not allowed get no further. */
	Configuration rejecting() {
		return new Configuration(this.policies.stream().map(Policy::rejecting).toList(), this.handlers);
	}

	static Configuration anyHeader() {
		return of(Policy.of(PATH, List.of(APP)).withAnyHeader());
	}

	/** A thousand schemes that are not of the web, without credentials. */
	static Configuration schemes() {
		List<String> origins = IntStream.range(0, 1_000).mapToObj((i) -> "scheme-" + i + "://*").toList();
		return of(Policy.of(PATH, origins).withAnyHeader());
	}

	static Configuration handshakes() {
		return of(Policy.of(PATH, List.of(APP)).withHandshakes());
	}

	/** One policy whose origins are numbered from 0. */
	static Configuration origins(int count, IntFunction<String> origin) {
		return of(Policy.of(PATH, IntStream.range(0, count).mapToObj(origin).toList()));
	}

	/** As many policies, whose paths are numbered from 0. */
	static Configuration paths(int count, IntFunction<String> path) {
		return new Configuration(numbered(count, path), List.of());
	}

	/**
	 * Policies whose patterns have a literal segment in one place, and differ in which.
	 */
	static Configuration deepPatterns() {
		int depth = 16;
		List<Policy> policies = new ArrayList<>();
		for (int i = 0; i < depth; i++) {
			String path = "/*".repeat(i) + "/a" + "/*".repeat(depth - 1 - i);
			policies.add(Policy.of(path, List.of((i == 0) ? APP : "https://app-" + i + ".example.com")));
		}
		return new Configuration(policies, List.of());
	}

	/** As many policies for one path, whose hosts are numbered from 0. */
	static Configuration hosts(int count, IntFunction<String> host) {
		Policy policy = Policy.of(PATH, List.of(APP));
		return new Configuration(IntStream.range(0, count).mapToObj((i) -> policy.on(host.apply(i))).toList(),
				List.of());
	}

	/** As many annotated handlers, whose paths are numbered from 0. */
	static Configuration handlers(int count, IntFunction<String> path) {
		return new Configuration(List.of(), numbered(count, path));
	}

	private static List<Policy> numbered(int count, IntFunction<String> path) {
		return IntStream.range(0, count).mapToObj((i) -> Policy.of(path.apply(i), List.of(APP))).toList();
	}

	/**
	 * The registry of this project's filters.
	 * @param kind how the application's router chooses among handlers
	 * @return a registry that holds the policies
	 */
	public CorsPolicyRegistry registry(HandlerMappingModel.Selection kind) {
		List<PolicyDefinition> definitions = new ArrayList<>();
		for (Policy policy : this.policies) {
			definitions
				.add(new PolicyDefinition("policy-" + definitions.size(), List.of(policy.path()), policy.spec()));
		}
		List<HandlerMappingModel> routers = this.handlers.isEmpty() ? List.of() : List.of(router(kind));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> definitions), PathPatternParser::new,
				PolicySpec::empty, () -> routers, List::of);
		registry.refresh();
		return registry;
	}

	private HandlerMappingModel router(HandlerMappingModel.Selection kind) {
		PathPatternParser parser = new PathPatternParser();
		List<MappedHandler> mapped = new ArrayList<>();
		for (Policy handler : this.handlers) {
			String description = "Controller#method" + mapped.size();
			PolicyDeclaration declaration = new PolicyDeclaration(description, null, true, handler.spec(),
					Collections.emptyList());
			mapped.add(new MappedHandler(description, parser.parse(handler.path()), Set.of("GET"), false, declaration));
		}
		return new HandlerMappingModel(kind, ParsedPaths.DEFAULT, mapped, null);
	}

}
