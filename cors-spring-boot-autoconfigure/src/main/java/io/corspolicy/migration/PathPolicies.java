package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.migration.Difference.Subject;

import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The effective configuration at one path for every method, as policies that share the
 * path.
 *
 * @param specs the policies' attributes, none if Spring has no configuration
 * @param findings where it comes from
 * @param differences how the answers differ
 */
record PathPolicies(Set<PolicySpec> specs, Set<Finding> findings, Set<Difference> differences) {

	private static final List<String> COMMON_METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
			"OPTIONS");

	/** Represents every method that no configuration names. */
	private static final String ANY = "ZQ7KX";

	/**
	 * Find policies.
	 * @param pattern the pattern, for messages
	 * @param resolution finds the configuration there
	 * @param translations a cache of translations
	 */
	static PathPolicies of(String pattern, Resolution resolution,
			Map<Translation.Of, Translation.Result> translations) {
		Map<String, EffectiveConfiguration> byMethod = new LinkedHashMap<>();
		List<String> methods = new ArrayList<>(COMMON_METHODS);
		methods.add(ANY);
		for (int i = 0; i < methods.size(); i++) {
			EffectiveConfiguration found = resolution.find(methods.get(i));
			byMethod.put(methods.get(i), found);
			CorsConfiguration configuration = found.configuration();
			if (configuration != null && configuration.getAllowedMethods() != null) {
				configuration.getAllowedMethods()
					.stream()
					.filter((method) -> !method.equals("*") && !methods.contains(method))
					.forEach(methods::add);
			}
		}
		return new Reading(pattern, byMethod, resolution.isWithoutPreflights(), translations).answer();
	}

	/** The methods that a configuration allows anywhere. */
	static List<String> methodsOf(CorsConfiguration configuration) {
		List<String> methods = new ArrayList<>(COMMON_METHODS);
		methods.removeIf((method) -> configuration.checkHttpMethod(HttpMethod.valueOf(method)) == null);
		return (configuration.checkHttpMethod(HttpMethod.valueOf(ANY)) != null) ? List.of("*") : methods;
	}

	boolean isNothing() {
		return this.specs.isEmpty();
	}

	/**
	 * Turns the configuration for each method into policies.
	 */
	private static final class Reading {

		private final String pattern;

		private final Map<String, EffectiveConfiguration> byMethod;

		private final Set<Difference> differences = new LinkedHashSet<>();

		private final boolean withoutPreflights;

		private final Map<Translation.Of, Translation.Result> translations;

		Reading(String pattern, Map<String, EffectiveConfiguration> byMethod, boolean withoutPreflights,
				Map<Translation.Of, Translation.Result> translations) {
			this.pattern = pattern;
			this.byMethod = byMethod;
			this.withoutPreflights = withoutPreflights;
			this.translations = translations;
		}

		PathPolicies answer() {
			Set<Finding> findings = new LinkedHashSet<>();
			Map<ConfigurationKey, List<String>> groups = new LinkedHashMap<>();
			Map<ConfigurationKey, CorsConfiguration> configurations = new LinkedHashMap<>();
			Map<EffectiveConfiguration, ConfigurationKey> keys = new IdentityHashMap<>();
			this.byMethod.forEach((method, found) -> {
				CorsConfiguration configuration = found.configuration();
				if (configuration != null) {
					findings.addAll(found.findings());
					ConfigurationKey key = keys.computeIfAbsent(found, (same) -> ConfigurationKey.of(configuration));
					configurations.putIfAbsent(key, configuration);
					List<String> allowed = groups.computeIfAbsent(key, (group) -> new ArrayList<>());
					if (configuration.checkHttpMethod(HttpMethod.valueOf(method)) != null && isKept(method)) {
						allowed.add(method);
					}
				}
			});
			if (groups.isEmpty()) {
				return new PathPolicies(Set.of(), new LinkedHashSet<>(), new LinkedHashSet<>());
			}
			findUntouched();
			findRivals();
			findRefusals();
			Set<PolicySpec> specs = new LinkedHashSet<>();
			List<List<String>> lists = new ArrayList<>(groups.values());
			boolean nothingAllowed = lists.stream().allMatch(List::isEmpty);
			groups.forEach((key, allowed) -> {
				if (!allowed.isEmpty() || (nothingAllowed && specs.isEmpty())) {
					Translation.Result result = this.translations.computeIfAbsent(
							new Translation.Of(key, methods(allowed, groups)),
							(of) -> Translation.of(Objects.requireNonNull(configurations.get(key)), of.methods()));
					specs.addAll(result.specs());
					compareMethods(allowed, result.specs());
					this.differences.addAll(result.differences());
				}
			});
			return new PathPolicies(specs, findings, this.differences);
		}

		/** Every policy that allows GET also allows HEAD. */
		private List<String> methods(List<String> allowed, Map<ConfigurationKey, List<String>> groups) {
			if (allowed.contains(ANY) && groups.size() == 1) {
				return List.of("*");
			}
			List<String> methods = new ArrayList<>(allowed);
			if (methods.remove(ANY)) {
				add(Subject.METHOD_LEFT_OUT,
						"At " + this.pattern + ", methods are named one by one, because handlers there" + " differ: "
								+ String.join(", ", methods) + ". Any other is refused.");
			}
			boolean getElsewhere = groups.values().stream().anyMatch((list) -> list != allowed && list.contains("GET"));
			if (methods.contains("HEAD") && getElsewhere) {
				methods.remove("HEAD");
				add(Subject.HEAD, "At " + this.pattern + ", HEAD is answered as GET is.");
			}
			else if (methods.contains("GET") && !methods.contains("HEAD")) {
				add(Subject.HEAD, "At " + this.pattern + ", HEAD is allowed, because GET is.");
			}
			return methods;
		}

		/**
		 * Browsers upper-case six methods: other spellings match nothing.
		 * @see <a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Fetch,
		 * "normalize"</a>
		 */
		private boolean isKept(String method) {
			boolean kept = method.equals(ANY) || COMMON_METHODS.stream()
				.filter((common) -> !common.equals("PATCH"))
				.noneMatch((common) -> common.equalsIgnoreCase(method) && !common.equals(method));
			if (!kept) {
				add(Subject.METHOD_LEFT_OUT, "The method \"" + method
						+ "\" is left out: browsers send it in upper case, which Spring does not allow.");
			}
			return kept;
		}

		/** Spring lists the methods of the one configuration that it chose. */
		private void compareMethods(List<String> allowed, List<PolicySpec> specs) {
			if (Translation.isOfNobody(specs.get(0))) {
				return;
			}
			Set<String> listed = new TreeSet<>(
					Objects.requireNonNullElse(specs.get(0).get(Attribute.ALLOWED_METHODS), List.of()));
			boolean same = listed.contains("*") || allowed.stream().allMatch((method) -> {
				CorsConfiguration configuration = Objects.requireNonNull(this.byMethod.get(method)).configuration();
				List<String> methods = (configuration != null) ? configuration.getAllowedMethods() : null;
				return listed.equals(new TreeSet<>(Objects.requireNonNullElse(methods, List.of("GET", "HEAD"))));
			});
			if (!same) {
				add(Subject.LISTS, Translation.LISTS);
			}
		}

		private void findRefusals() {
			boolean refused = this.byMethod.entrySet()
				.stream()
				.anyMatch((entry) -> !entry.getKey().equals("HEAD") && refuses(entry.getValue(), entry.getKey()));
			if (refused) {
				add(Subject.BODY, "403 has no body; Spring writes \"Invalid CORS request\".");
			}
			if (this.withoutPreflights) {
				add(Subject.NO_PREFLIGHTS, "At " + this.pattern
						+ ", a filter answers every preflight and allows none, so"
						+ " that only GET, HEAD and POST without further headers work: the policy allows these and no"
						+ " other.");
			}
			if (this.byMethod.values().stream().anyMatch(EffectiveConfiguration::ambiguous)) {
				add(Subject.AMBIGUOUS,
						"At " + this.pattern + ", several handlers match, and Spring allows every preflight"
								+ " from any origin; the policy allows those that the request itself follows from.");
			}
		}

		private static boolean refuses(EffectiveConfiguration found, String method) {
			CorsConfiguration configuration = found.configuration();
			try {
				return configuration != null && (configuration.checkHttpMethod(HttpMethod.valueOf(method)) == null
						|| configuration.checkOrigin("https://" + ANY) == null
						|| configuration.checkHeaders(List.of(ANY)) == null);
			}
			catch (IllegalArgumentException ex) {
				// Spring fails with an error instead of refusing.
				return false;
			}
		}

		private void findUntouched() {
			Set<String> untouched = new TreeSet<>();
			this.byMethod.forEach((method, found) -> {
				if (found.configuration() == null && found.handler() != null && !method.equals(ANY)) {
					untouched.add(found.handler());
				}
			});
			if (!untouched.isEmpty()) {
				add(Subject.MIXED, "At " + this.pattern + ", " + String.join(", ", untouched)
						+ " had no CORS and handled requests of any origin: now they get 403, because a policy decides"
						+ " for a whole path. To keep the two apart, leave the path out and put @CorsPolicy(\"…\") on the"
						+ " handlers that the policy is for.");
			}
		}

		private void findRivals() {
			this.byMethod.forEach((method, found) -> {
				if (!found.rivals().isEmpty()) {
					add(Subject.CONDITIONS,
							"At " + this.pattern + ", " + found.handler() + " decides for "
									+ String.join(", ", new TreeSet<>(found.rivals()))
									+ ", too, which differ by more than path and method. To keep them apart, put"
									+ " @CorsPolicy(\"…\") on each.");
				}
			});
		}

		private void add(Subject kind, String sentence) {
			this.differences.add(new Difference(kind, sentence));
		}

	}

}
