package io.corspolicy.actuate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.migration.Migration;
import io.corspolicy.observe.RecentRefusal;
import io.corspolicy.observe.Refusal;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredHandler;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the long lists, as plain maps: of policies in short, of routes, of the latest
 * refused requests, and of other CORS mechanisms.
 */
final class ListDocument {

	/** Of a list within an entry. */
	private static final int MAX_SHOWN = 5;

	/** Of the policies that replace a mechanism, and of the differences. */
	private static final int MAX_OF_MECHANISM = 20;

	/** Of the policies as YAML. */
	private static final int MAX_LINES = 200;

	private final CorsPolicyRegistry registry;

	private final @Nullable String policy;

	private final String text;

	private final int offset;

	private final int limit;

	/**
	 * Create a document.
	 * @param registry knows all lists
	 * @param policy the one policy to tell of, or {@code null} for all
	 * @param q what an entry has to contain, case-insensitive
	 * @param offset how many matching entries are skipped
	 * @param limit how many are returned then
	 */
	ListDocument(CorsPolicyRegistry registry, @Nullable String policy, @Nullable String q, @Nullable String offset,
			@Nullable String limit) {
		this.registry = registry;
		this.policy = policy;
		this.text = (q != null) ? q.strip().toLowerCase(Locale.ROOT) : "";
		this.offset = Parameters.number("offset", offset, 0, Integer.MAX_VALUE);
		this.limit = Parameters.number("limit", limit, Excerpt.DEFAULT_LIMIT, Excerpt.MAX_LIMIT);
	}

	Map<String, Object> policies() {
		Map<String, Long> refused = this.registry.refusals()
			.stream()
			.collect(Collectors.groupingBy(Refusal::policy, Collectors.summingLong(Refusal::count)));
		List<RegisteredPolicy> all = PolicyDocument.policies(this.registry)
			.filter((one) -> isAsked(one.name()))
			.toList();
		return render("policies", all, this::matches, (one) -> summary(one, refused.getOrDefault(one.name(), 0L)));
	}

	Map<String, Object> routes() {
		List<RegisteredHandler> all = this.registry.routes()
			.stream()
			.filter((route) -> this.policy == null || route.policies().contains(this.policy))
			.toList();
		return render("routes", all,
				(route) -> contains(route.pattern(), route.handler(), PolicyDocument.lowerCase(route.decidedBy()))
						|| containsAny(route.methods()) || containsAny(route.policies()),
				PolicyDocument::render);
	}

	Map<String, Object> refused() {
		List<RecentRefusal> all = this.registry.recent()
			.refusals()
			.stream()
			.filter((refusal) -> isAsked(refusal.policy()))
			.toList();
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("now", PolicyDocument.time(Instant.now()));
		document.put("since", PolicyDocument.time(this.registry.recent().since()));
		document.put("count",
				this.registry.refusals()
					.stream()
					.filter((refusal) -> isAsked(refusal.policy()))
					.mapToLong(Refusal::count)
					.sum());
		document.putAll(render("refused", all, (refusal) -> contains(refusal.origin(), refusal.path(), refusal.method(),
				refusal.policy(), refusal.reason().code()), ListDocument::render));
		return document;
	}

	/** With the first lines of what {@code migration} returns in full. */
	Map<String, Object> mechanisms(Migration migration) {
		List<Migration.Mechanism> all = migration.mechanisms()
			.stream()
			.filter((mechanism) -> this.policy == null || mechanism.policies().contains(this.policy))
			.toList();
		Map<String, Object> document = render(
				"mechanisms", all, (mechanism) -> contains(mechanism.kind(), mechanism.source())
						|| containsAny(mechanism.policies()) || containsAny(mechanism.differences()),
				ListDocument::render);
		document.put("yaml",
				migration.yaml().lines().limit(MAX_LINES).map((line) -> line + "\n").collect(Collectors.joining()));
		document.put("lines", migration.yaml().lines().count());
		return document;
	}

	private static Map<String, Object> render(Migration.Mechanism mechanism) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("kind", mechanism.kind());
		document.put("source", mechanism.source());
		put(document, "policies", mechanism.policies(), MAX_OF_MECHANISM);
		put(document, "differences", mechanism.differences(), MAX_OF_MECHANISM);
		return document;
	}

	private <T> Map<String, Object> render(String name, List<T> all, Predicate<T> matching,
			Function<T, Map<String, Object>> renderer) {
		List<Map<String, Object>> told = new ArrayList<>();
		int found = 0;
		for (T entry : all) {
			if (this.text.isEmpty() || matching.test(entry)) {
				if (found >= this.offset && told.size() < this.limit) {
					told.add(renderer.apply(entry));
				}
				found++;
			}
		}
		Map<String, Object> document = new LinkedHashMap<>();
		document.put(name, told);
		document.put("total", all.size());
		document.put("matching", found);
		return document;
	}

	private boolean isAsked(String name) {
		return this.policy == null || this.policy.equals(name);
	}

	private boolean matches(RegisteredPolicy one) {
		PolicySpec spec = one.policy().spec();
		return contains(one.name()) || containsAny(one.paths()) || containsAny(spec.effective(Attribute.HOSTS))
				|| isIn(spec.effective(Attribute.ALLOWED_ORIGINS));
	}

	private boolean contains(String... texts) {
		return containsAny(List.of(texts));
	}

	private boolean containsAny(@Nullable List<String> texts) {
		if (texts != null) {
			for (String candidate : texts) {
				if (candidate.toLowerCase(Locale.ROOT).contains(this.text)) {
					return true;
				}
			}
		}
		return false;
	}

	/** Origins are in lower case, and there may be a million. */
	private boolean isIn(@Nullable List<String> origins) {
		if (origins != null) {
			for (String origin : origins) {
				if (origin.contains(this.text)) {
					return true;
				}
			}
		}
		return false;
	}

	private Map<String, Object> summary(RegisteredPolicy one, long refused) {
		PolicySpec spec = one.policy().spec();
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("name", one.name());
		put(document, "paths", one.paths());
		put(document, "hosts", spec.effective(Attribute.HOSTS));
		put(document, "origins", spec.effective(Attribute.ALLOWED_ORIGINS));
		put(document, "methods", spec.effective(Attribute.ALLOWED_METHODS));
		document.put("enabled", spec.effective(Attribute.ENABLED));
		document.put("credentials", spec.effective(Attribute.ALLOW_CREDENTIALS));
		document.put("refused", refused);
		CompiledPolicy candidate = one.candidate();
		if (candidate != null) {
			document.put("candidate", candidate.name());
			document.put("candidateChanges", PolicyDocument.candidateChanges(this.registry, one.name()));
		}
		return document;
	}

	/** The first entries of a list, and how many there are. */
	private static void put(Map<String, Object> document, String name, @Nullable List<String> list) {
		put(document, name, list, MAX_SHOWN);
	}

	private static void put(Map<String, Object> document, String name, @Nullable List<String> list, int max) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("value", (list != null) ? list.stream().limit(max).toList() : List.of());
		part.put("total", (list != null) ? list.size() : 0);
		document.put(name, part);
	}

	private static Map<String, Object> render(RecentRefusal refusal) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("policy", refusal.policy());
		document.put("kind", PolicyDocument.lowerCase(refusal.kind()));
		document.put("reason", refusal.reason().code());
		document.put("because", refusal.reason().description());
		document.put("origin", refusal.origin());
		document.put("method", refusal.method());
		document.put("path", refusal.path());
		if (refusal.requestedHeaders() != null) {
			document.put("headers", refusal.requestedHeaders());
		}
		if (refusal.server() != null) {
			document.put("server", refusal.server());
		}
		if (refusal.cut()) {
			document.put("cut", true);
		}
		document.put("count", refusal.count());
		document.put("last", PolicyDocument.time(refusal.last()));
		return document;
	}

}
