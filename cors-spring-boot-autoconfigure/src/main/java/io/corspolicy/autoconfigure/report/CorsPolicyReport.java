package io.corspolicy.autoconfigure.report;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs at start-up which policies there are, and which other CORS mechanisms apply on
 * their paths. It only observes: a failure here never affects the application.
 */
public final class CorsPolicyReport {

	/** Beside {@code io.corspolicy.decisions}: one category per purpose. */
	public static final String LOGGER_NAME = "io.corspolicy.startup";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

	/** How many names a line holds. */
	private static final int MAX_NAMES = 10;

	private static final int MAX_ORIGINS = 5;

	private static final int MAX_POLICIES = 100;

	private static final long CHROMIUM_SECONDS = 7200;

	private static final long WEBKIT_SECONDS = 600;

	private final CorsPolicyRegistry registry;

	private final Supplier<Stream<OtherMechanisms.Finder>> finders;

	private final Warnings warnings;

	public CorsPolicyReport(CorsPolicyRegistry registry, Supplier<Stream<OtherMechanisms.Finder>> finders,
			Warnings warnings) {
		this.registry = registry;
		this.finders = finders;
		this.warnings = warnings;
	}

	public void write() {
		quietly(this::writePolicies);
		if (logger.isWarnEnabled()) {
			quietly(() -> this.warnings.write(logger::warn));
			quietly(this::writeOtherCors);
		}
	}

	private static void quietly(Runnable report) {
		try {
			report.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The report on CORS is incomplete", ex);
		}
	}

	private void writePolicies() {
		List<RegisteredPolicy> policies = this.registry.policies();
		if (logger.isInfoEnabled()) {
			policies.stream().limit(MAX_POLICIES).forEach((policy) -> logger.info(describe(policy)));
			if (policies.size() > MAX_POLICIES) {
				logger.info("CORS policies: " + (policies.size() - MAX_POLICIES) + " more");
			}
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Public suffix list of " + CompiledPolicy.publicSuffixListVersion());
		}
	}

	private static String describe(RegisteredPolicy policy) {
		PolicySpec spec = policy.policy().spec();
		String where = "CORS policy \"" + policy.name() + "\": paths=[" + some(policy.paths()) + "]"
				+ (policy.paths().isEmpty() ? " (serves only @CorsPolicy(\"" + policy.name() + "\"))" : "")
				+ (policy.policy().hosts().isEmpty() ? "" : ", hosts=" + describeList(spec.effective(Attribute.HOSTS)));
		if (!policy.policy().isEnabled()) {
			return where + ", enabled=false: requests are left untouched";
		}
		return where + ", origins=" + describeOrigins(spec) + ", methods="
				+ describeList(spec.effective(Attribute.ALLOWED_METHODS)) + ", headers="
				+ describeList(spec.effective(Attribute.ALLOWED_HEADERS)) + ", credentials="
				+ spec.effective(Attribute.ALLOW_CREDENTIALS) + ", reject-disallowed="
				+ spec.effective(Attribute.REJECT_DISALLOWED) + ", check-websocket-origin="
				+ spec.effective(Attribute.CHECK_WEBSOCKET_ORIGIN) + ", max-age=" + describeMaxAge(spec);
	}

	private static String describeOrigins(PolicySpec spec) {
		List<String> origins = Objects.requireNonNullElse(spec.effective(Attribute.ALLOWED_ORIGINS), List.of());
		boolean allowsNull = Boolean.TRUE.equals(spec.effective(Attribute.ALLOW_NULL_ORIGIN));
		return origins.contains("*") ? "any" : "[" + some(origins, MAX_ORIGINS) + "]" + (allowsNull ? " and null" : "");
	}

	/** Without a list, methods are those that the application maps. */
	private static String describeList(@Nullable List<String> names) {
		return (names != null) ? "[" + some(names) + "]" : "default";
	}

	/**
	 * Browsers cap the value. This is reported only if a time was configured.
	 */
	private static String describeMaxAge(PolicySpec spec) {
		Duration maxAge = spec.effective(Attribute.MAX_AGE);
		long seconds = (maxAge != null) ? maxAge.toSeconds() : 0;
		if (spec.get(Attribute.MAX_AGE) == null || seconds <= WEBKIT_SECONDS) {
			return seconds + "s";
		}
		// Firefox keeps 86400 s, the most that a policy may set.
		return seconds + "s (" + ((seconds > CHROMIUM_SECONDS) ? "Chromium keeps " + CHROMIUM_SECONDS + "s, " : "")
				+ "WebKit keeps " + WEBKIT_SECONDS + "s)";
	}

	private void writeOtherCors() {
		Map<OtherMechanisms.Mechanism, Map<String, Set<String>>> found = new EnumMap<>(OtherMechanisms.Mechanism.class);
		this.finders.get().forEach((finder) -> quietly(() -> finder.find().forEach((other) -> {
			Set<String> policies = policiesBeside(other);
			if (!policies.isEmpty()) {
				found.computeIfAbsent(other.kind(), (kind) -> new LinkedHashMap<>())
					.computeIfAbsent(other.name(), (name) -> new TreeSet<>())
					.addAll(policies);
			}
		})));
		found.forEach((kind, policiesByName) -> logger.warn(describe(kind, policiesByName)));
	}

	private Set<String> policiesBeside(OtherMechanisms other) {
		Set<String> paths = other.paths();
		if (paths == null) {
			return this.registry.policies()
				.stream()
				.filter((policy) -> !policy.paths().isEmpty() && policy.policy().isEnabled())
				.map(RegisteredPolicy::name)
				.collect(Collectors.toCollection(TreeSet::new));
		}
		return paths.stream()
			.flatMap((path) -> this.registry.overlapping(path).stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String describe(OtherMechanisms.Mechanism kind, Map<String, Set<String>> policiesByName) {
		List<String> names = policiesByName.entrySet()
			.stream()
			.map((other) -> other.getKey() + " (beside " + some(other.getValue()) + ")")
			.toList();
		return kind.title() + " on paths of CORS policies: " + some(names) + ". " + kind.effect() + " Fix: "
				+ kind.fix();
	}

	/**
	 * The first few, then a count. Paths may come from anywhere, so they are made safe.
	 */
	private static String some(Collection<String> names) {
		return some(names, MAX_NAMES);
	}

	private static String some(Collection<String> names, int max) {
		String text = names.stream().limit(max).map(SafeText::visible).collect(Collectors.joining(", "));
		return (names.size() > max) ? text + " and " + (names.size() - max) + " more" : text;
	}

}
