package io.corspolicy.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.observe.Refusal;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RefreshState;
import io.corspolicy.registry.RegisteredHandler;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds, as plain maps.
 */
final class PolicyDocument {

	/** Of policies, routes and refusals each. */
	private static final int MAX_ENTRIES = 1000;

	private final CorsPolicyRegistry registry;

	private final Excerpt origins;

	/**
	 * Create a document.
	 * @param registry knows the policies
	 * @param origins the part of {@code allowed-origins} that is returned
	 */
	PolicyDocument(CorsPolicyRegistry registry, Excerpt origins) {
		this.registry = registry;
		this.origins = origins;
	}

	/**
	 * Render the document.
	 * @param policy the name of the only policy to return, or {@code null} for all
	 */
	Map<String, Object> render(@Nullable String policy) {
		List<RegisteredPolicy> policies = policies(this.registry)
			.filter((one) -> policy == null || policy.equals(one.name()))
			.toList();
		List<RegisteredHandler> routes = this.registry.routes()
			.stream()
			.filter((route) -> policy == null || route.policies().contains(policy))
			.toList();
		List<Refusal> refusals = this.registry.refusals()
			.stream()
			.filter((refusal) -> policy == null || policy.equals(refusal.policy()))
			.toList();
		Map<String, Object> totals = new LinkedHashMap<>();
		totals.put("policies", policies.size());
		totals.put("routes", routes.size());
		totals.put("refused", refusals.size());
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("debug", this.registry.isDebug());
		document.put("refresh", render(this.registry.refreshState()));
		document.put("policies", render(policies, this::render));
		document.put("routes", render(routes, PolicyDocument::render));
		document.put("refused", render(refusals, PolicyDocument::render));
		document.put("total", totals);
		return document;
	}

	private static <T> List<Map<String, Object>> render(List<T> list, Function<T, Map<String, Object>> renderer) {
		return list.stream().limit(MAX_ENTRIES).map(renderer).toList();
	}

	/** All policies: named ones, and those that handlers have for themselves. */
	static Stream<RegisteredPolicy> policies(CorsPolicyRegistry registry) {
		return Stream.concat(registry.policies().stream(), registry.annotatedPolicies().stream());
	}

	private Map<String, Object> render(RegisteredPolicy policy) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		Attribute.all()
			.forEach((attribute) -> attributes.put(attribute.name(), render(policy.policy().spec(), attribute)));
		CompiledPolicy candidate = policy.candidate();
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("name", policy.name());
		if (candidate != null) {
			document.put("candidate", candidate.name());
			document.put("candidateChanges", candidateChanges(this.registry, policy.name()));
		}
		document.put("paths", renderPaths(policy));
		document.put("attributes", attributes);
		return document;
	}

	static Map<String, Object> candidateChanges(CorsPolicyRegistry registry, String policy) {
		Map<String, Object> changes = new LinkedHashMap<>();
		registry.recent().candidateChanges(policy).forEach((change, count) -> changes.put(change.code(), count));
		return changes;
	}

	private static Map<String, Object> renderPaths(RegisteredPolicy policy) {
		return withPlace(Excerpt.BEGINNING.render(policy.paths()), policy.pathsWrittenAt());
	}

	private Map<String, Object> render(PolicySpec spec, Attribute<?> attribute) {
		Map<String, Object> document = new LinkedHashMap<>();
		Object value = spec.effective(attribute);
		if (value instanceof List<?> list) {
			Excerpt excerpt = (attribute == Attribute.ALLOWED_ORIGINS) ? this.origins : Excerpt.BEGINNING;
			document.putAll(excerpt.render(list));
		}
		else if (value != null) {
			document.put("value", Attribute.plain(value));
		}
		return withPlace(document, spec.writtenAt(attribute));
	}

	private static Map<String, Object> withPlace(Map<String, Object> document, @Nullable String place) {
		if (place != null) {
			document.put("writtenAt", place);
		}
		return document;
	}

	/**
	 * Render an attribute of one of the policies.
	 * @param policy the policy's name
	 * @param attribute the attribute's name
	 */
	Map<String, Object> render(@Nullable String policy, String attribute) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("attribute", attribute);
		policies(this.registry).filter((one) -> one.name().equals(policy)).findFirst().ifPresent((one) -> {
			if (attribute.equals(PolicyField.PATHS.key())) {
				document.putAll(renderPaths(one));
			}
			Attribute<?> found = Attribute.find(attribute);
			if (found != null) {
				document.putAll(render(one.policy().spec(), found));
			}
		});
		return document;
	}

	static Map<String, Object> render(RegisteredHandler route) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("pattern", route.pattern());
		document.put("methods", route.methods());
		document.put("policies", route.policies().stream().limit(Excerpt.DEFAULT_LIMIT).toList());
		document.put("decidedBy", lowerCase(route.decidedBy()));
		document.put("handler", route.handler());
		return document;
	}

	private static Map<String, Object> render(Refusal refusal) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("policy", refusal.policy());
		document.put("kind", lowerCase(refusal.kind()));
		document.put("reason", refusal.reason().code());
		document.put("count", refusal.count());
		document.put("origins", refusal.origins());
		return document;
	}

	static Map<String, Object> render(RefreshState state) {
		Map<String, Object> document = new LinkedHashMap<>();
		if (state.lastSuccess() != null) {
			document.put("lastSuccess", time(state.lastSuccess()));
		}
		document.put("age", seconds(state.age()));
		document.put("failing", state.failing());
		RefreshState.Failure failure = state.lastFailure();
		if (failure != null) {
			document.put("lastFailure", Map.of("time", time(failure.time()), "sentence", failure.sentence()));
		}
		if (state.running() != null) {
			document.put("running", seconds(state.running()));
		}
		document.put("sources", state.sources().stream().map(PolicyDocument::render).toList());
		return document;
	}

	private static Map<String, Object> render(RefreshState.Source source) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("source", source.name());
		if (source.version() != null) {
			document.put("version", source.version());
		}
		document.put("policies", source.policies());
		document.put("missing", source.missing());
		return document;
	}

	static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

	static String lowerCase(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
