package io.corspolicy.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.migration.Difference.Subject;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * One of Spring's configurations as the attributes of policies that share their paths: a
 * second one if origins with credentials and origins without can't share one.
 */
final class Translation {

	/** Allows no origin: no page can have this one (RFC 6761). */
	static final String NOBODY = "https://nobody.invalid";

	static final String LISTS = "An allowed preflight is answered with all methods and headers that are allowed at the"
			+ " path; Spring names those of one configuration, and only the headers asked for.";

	/** The browsers' default. */
	private static final Duration NO_MAX_AGE = Duration.ofSeconds(5);

	/** Differences only in answers to allowed requests. */
	private static final Set<Subject> OF_ALLOWED = Set.of(Subject.MAX_AGE, Subject.EXPOSED_ON_PREFLIGHT,
			Subject.EXPOSED_LEFT_OUT, Subject.PRIVATE_NETWORK, Subject.ORIGIN_CASE, Subject.ANY_ORIGIN,
			Subject.HEADER_LEFT_OUT, Subject.LISTS, Subject.PARTLY_ALLOWED);

	private final CorsConfiguration configuration;

	private final boolean credentials;

	private final Set<Difference> differences = new LinkedHashSet<>();

	private final TranslatedOrigins origins;

	/** Specs known to need no repair. */
	private final Set<PolicySpec> valid = new HashSet<>();

	private Translation(CorsConfiguration configuration) {
		this.configuration = configuration;
		this.credentials = Boolean.TRUE.equals(configuration.getAllowCredentials());
		this.origins = new TranslatedOrigins(configuration, this.differences);
	}

	/**
	 * Translate a configuration.
	 * @param configuration the configuration
	 * @param methods the methods that it allows, none if it allows no request at all
	 */
	static Result of(CorsConfiguration configuration, List<String> methods) {
		Translation translation = new Translation(configuration);
		List<PolicySpec> specs = translation.specs(methods);
		return new Result(specs, List.copyOf(translation.differences));
	}

	private List<PolicySpec> specs(List<String> methods) {
		boolean any = this.origins.isAny();
		boolean none = this.origins.isNone();
		if (any) {
			this.differences.removeIf((difference) -> difference.subject() == Subject.ORIGIN_CASE);
		}
		PolicySpec rest = rest(methods);
		List<PolicySpec> specs = new ArrayList<>();
		boolean apart = this.credentials && (any || none);
		PolicySpec listed = checkedAlone(rest.with(Attribute.ALLOWED_ORIGINS, this.origins.entries())
			.with(Attribute.ALLOW_CREDENTIALS, this.credentials ? true : null)
			.with(Attribute.ALLOW_NULL_ORIGIN, (none && !this.credentials && !any) ? true : null));
		if (!methods.isEmpty() && !isOfNobody(listed) && (this.credentials || !any)) {
			specs.add(listed);
		}
		if (!methods.isEmpty() && (apart || any)) {
			PolicySpec open = any ? rest.with(Attribute.ALLOWED_ORIGINS, List.of("*"))
					: rest.with(Attribute.ALLOWED_ORIGINS, List.of()).with(Attribute.ALLOW_NULL_ORIGIN, true);
			specs.add(checkedAlone(open));
		}
		List<PolicySpec> complete = specs.stream()
			.map(this::withHeaders)
			.map(this::checked)
			.filter((spec) -> !list(spec.get(Attribute.ALLOWED_METHODS)).isEmpty())
			.toList();
		if (complete.isEmpty()) {
			this.differences.removeIf((difference) -> OF_ALLOWED.contains(difference.subject()));
			return List.of(ofNobody());
		}
		if (complete.stream().anyMatch(Translation::listsMore)) {
			add(Subject.LISTS, LISTS);
		}
		return complete;
	}

	/** Whether a preflight's answer has more than what was asked for. */
	private static boolean listsMore(PolicySpec spec) {
		return list(spec.get(Attribute.ALLOWED_HEADERS)).size() > 1 || (spec.get(Attribute.ALLOW_CREDENTIALS) == null
				&& list(spec.get(Attribute.ALLOWED_METHODS)).contains("*"));
	}

	/** A policy that refuses everything, like a configuration that allows no origin. */
	private static PolicySpec ofNobody() {
		return PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(NOBODY))
			.with(Attribute.ALLOWED_METHODS, List.of("GET"))
			.with(Attribute.REJECT_DISALLOWED, true);
	}

	/** Whether a policy would allow no origin that exists. */
	static boolean isOfNobody(PolicySpec spec) {
		List<String> origins = list(spec.get(Attribute.ALLOWED_ORIGINS));
		return (origins.isEmpty() || origins.equals(List.of(NOBODY))) && spec.get(Attribute.ALLOW_NULL_ORIGIN) == null;
	}

	private PolicySpec rest(List<String> methods) {
		List<String> exposed = list(this.configuration.getExposedHeaders());
		if (!exposed.isEmpty()) {
			add(Subject.EXPOSED_ON_PREFLIGHT,
					"Access-Control-Expose-Headers is not on preflights, where browsers don't" + " look for it.");
		}
		boolean privateNetwork = privateNetwork() && !list(this.configuration.getAllowedOrigins()).contains("*");
		if (privateNetwork) {
			add(Subject.PRIVATE_NETWORK, "Access-Control-Allow-Private-Network is on preflights only, where Vary"
					+ " names Access-Control-Request-Private-Network.");
		}
		return PolicySpec.empty()
			.with(Attribute.ALLOWED_METHODS, methods)
			.with(Attribute.EXPOSED_HEADERS, exposed.isEmpty() ? null : exposed)
			.with(Attribute.ALLOW_PRIVATE_NETWORK, privateNetwork ? true : null)
			.with(Attribute.MAX_AGE, maxAge())
			.with(Attribute.PREFLIGHT_STATUS, 200)
			.with(Attribute.REJECT_DISALLOWED, true);
	}

	private Duration maxAge() {
		Long seconds = this.configuration.getMaxAge();
		if (seconds == null || seconds < 0) {
			add(Subject.MAX_AGE, "Access-Control-Max-Age is 5 on preflights, which is what browsers take where Spring"
					+ " sends " + ((seconds == null) ? "none" : seconds) + ".");
			return NO_MAX_AGE;
		}
		if (seconds > Attribute.LONGEST_MAX_AGE.toSeconds()) {
			add(Subject.MAX_AGE, "Access-Control-Max-Age is 86400 instead of " + seconds
					+ " on preflights: no browser keeps one longer.");
			return Attribute.LONGEST_MAX_AGE;
		}
		return Duration.ofSeconds(seconds);
	}

	/**
	 * The standard's wildcard does not cover Authorization, and none beside credentials.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name">Fetch,
	 * "CORS non-wildcard request-header name"</a>
	 */
	private PolicySpec withHeaders(PolicySpec spec) {
		List<String> headers = headers(spec);
		if (!headers.isEmpty() && !headers.contains("*")) {
			add(Subject.PARTLY_ALLOWED,
					"A preflight that asks for a header that is not allowed is refused; where it also"
							+ " asks for one that is, Spring answers with that one, and browsers refuse.");
		}
		return spec.with(Attribute.ALLOWED_HEADERS, headers);
	}

	private List<String> headers(PolicySpec spec) {
		List<String> headers = list(this.configuration.getAllowedHeaders());
		boolean reflected = Boolean.TRUE.equals(spec.get(Attribute.ALLOW_CREDENTIALS));
		return !headers.contains("*") ? headers : reflected ? List.of("*") : List.of("*", "Authorization");
	}

	/** A policy that is valid with its headers is valid without them. */
	private PolicySpec checkedAlone(PolicySpec spec) {
		PolicySpec complete = spec.with(Attribute.ALLOWED_HEADERS, headers(spec));
		if (SpecRepair.isValid(complete)) {
			this.valid.add(complete);
			return spec;
		}
		return checked(spec);
	}

	/**
	 * Invalid entries are left out, or tolerated if there is an attribute for that.
	 */
	private PolicySpec checked(PolicySpec spec) {
		return this.valid.contains(spec) ? spec : new SpecRepair(spec, this.differences).repaired();
	}

	private boolean privateNetwork() {
		return Boolean.TRUE.equals(this.configuration.getAllowPrivateNetwork());
	}

	private void add(Subject kind, String sentence) {
		this.differences.add(new Difference(kind, sentence));
	}

	static List<String> list(@Nullable List<String> values) {
		return (values != null) ? values.stream().distinct().toList() : List.of();
	}

	/**
	 * The key of a translation.
	 *
	 * @param configuration the configuration without its methods
	 * @param methods the methods that it allows
	 */
	record Of(ConfigurationKey configuration, List<String> methods) {
	}

	/**
	 * A configuration as policies.
	 *
	 * @param specs the policies' attributes, at least one
	 * @param differences how their answers differ
	 */
	record Result(List<PolicySpec> specs, List<Difference> differences) {
	}

}
