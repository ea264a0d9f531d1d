package io.corspolicy.engine;

import java.util.Collection;
import java.util.List;

import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.host.PublicSuffixes;
import io.corspolicy.engine.origin.AllowedOrigins;
import io.corspolicy.engine.origin.HostOrigins;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.engine.origin.HostPatternParser;
import io.corspolicy.engine.origin.OriginIndex;
import org.jspecify.annotations.Nullable;

/**
 * A validated policy, ready to decide: origins indexed, header values rendered.
 * Immutable; no instance exists that a browser could not use.
 */
public final class CompiledPolicy {

	/** What may be used if nothing is known of the application's own methods. */
	private static final List<String> DEFAULT_METHODS = List.of("GET", "HEAD", "POST");

	private final String name;

	private final PolicySpec spec;

	private final OriginIndex origins;

	private final @Nullable AllowedMethods configuredMethods;

	private final AllowedMethods methods;

	private final AllowedHeaders headers;

	private final boolean forwardsOrigin;

	private final List<HostPattern> hosts;

	private final HostOrigins hostOrigins;

	private final CompiledPolicy original;

	private final List<PolicyProblem> warnings;

	private CompiledPolicy(String name, PolicySpec spec, AllowedOrigins origins, List<PolicyProblem> warnings) {
		this.name = name;
		this.spec = spec;
		this.origins = new OriginIndex(origins);
		List<String> configured = spec.effective(Attribute.ALLOWED_METHODS);
		this.configuredMethods = (configured != null) ? new AllowedMethods(configured) : null;
		this.methods = (this.configuredMethods != null) ? this.configuredMethods : new AllowedMethods(DEFAULT_METHODS);
		this.headers = new AllowedHeaders(spec.list(Attribute.ALLOWED_HEADERS), allowsCredentials());
		this.forwardsOrigin = is(Attribute.FORWARD_ORIGIN);
		this.hosts = HostPatternParser.parseValid(spec.list(Attribute.HOSTS));
		this.hostOrigins = new HostOrigins(origins, this.hosts);
		this.original = this;
		this.warnings = List.copyOf(warnings);
	}

	private CompiledPolicy(CompiledPolicy original, AllowedMethods methods) {
		this.name = original.name;
		this.spec = original.spec;
		this.origins = original.origins;
		this.configuredMethods = original.configuredMethods;
		this.methods = methods;
		this.headers = original.headers;
		this.forwardsOrigin = original.forwardsOrigin;
		this.hosts = original.hosts;
		this.hostOrigins = original.hostOrigins;
		this.original = original.original;
		this.warnings = original.warnings;
	}

	/**
	 * Validate a spec and compile it.
	 * @param name the policy's name
	 * @param spec the attributes as they were written; what is unset has its built-in
	 * default
	 * @return the policy
	 * @throws InvalidPolicyException with every problem of the spec
	 */
	public static CompiledPolicy compile(String name, PolicySpec spec) {
		Problems problems = new Problems(name);
		AllowedOrigins origins = new PolicyValidator(spec, problems).validate();
		if (!problems.found().isEmpty()) {
			throw new InvalidPolicyException(problems.found());
		}
		return new CompiledPolicy(name, spec, origins, problems.warnings());
	}

	/**
	 * A policy that allows no origin, for requests whose policy can't be determined.
	 * @param name the policy's name
	 * @param traits policies of which the new one takes over that they turn requests away
	 * @return the policy
	 */
	public static CompiledPolicy ofNobody(String name, Collection<CompiledPolicy> traits) {
		PolicySpec spec = PolicySpec.empty();
		for (Attribute<Boolean> attribute : List.of(Attribute.REJECT_DISALLOWED, Attribute.CHECK_WEBSOCKET_ORIGIN)) {
			spec = spec.with(attribute, traits.stream().anyMatch((policy) -> policy.is(attribute)));
		}
		return new CompiledPolicy(name, spec, new AllowedOrigins(0, false), List.of());
	}

	/**
	 * What does not stop the policy, but has not the effect that it seems to have.
	 * @return an immutable list
	 */
	public List<PolicyProblem> warnings() {
		return this.warnings;
	}

	/**
	 * The version of the public suffix list against which wildcards beside credentials
	 * are checked.
	 * @return the list's date and time, such as {@code 2026-10-06_16-13-12_UTC}
	 */
	public static String publicSuffixListVersion() {
		return PublicSuffixes.version();
	}

	/**
	 * The policy's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The attributes from which the policy was compiled.
	 * @return the spec
	 */
	public PolicySpec spec() {
		return this.spec;
	}

	/**
	 * The origins that the policy allows.
	 * @return the entries, as they were parsed
	 */
	public AllowedOrigins origins() {
		return this.origins.origins();
	}

	/**
	 * The hosts for which the policy holds.
	 * @return an immutable list, empty for any host
	 */
	public List<HostPattern> hosts() {
		return this.hosts;
	}

	/**
	 * Whether the policy means something else on each host: it names a label of its hosts
	 * in its origins.
	 * @return whether it can apply only if the host is known
	 */
	public boolean dependsOnHost() {
		return !this.hostOrigins.isEmpty();
	}

	/**
	 * How closely the policy's origins match on the host of a request.
	 * @param origin the value of {@code Origin} as it was sent
	 * @param request the request
	 * @param reader reads the request
	 * @param <R> the type of the requests
	 * @return a number that is greater the closer an entry is, negative if none matches
	 * @see OriginIndex#match(String)
	 */
	public <R> int matchOrigin(String origin, R request, RequestReader<R> reader) {
		int match = this.origins.match(origin);
		return (this.hostOrigins.isEmpty() || match == OriginIndex.EXACT_MATCH) ? match
				: Math.max(match, this.hostOrigins.match(origin, request, reader));
	}

	/**
	 * How closely the policy's origins match, whatever the host.
	 * @param origin the value of {@code Origin} as it was sent
	 * @return a number that is greater the closer an entry is, negative if none matches
	 * @see OriginIndex#match(String)
	 */
	public int matchOrigin(String origin) {
		return this.origins.match(origin);
	}

	/**
	 * Whether the policy allows every origin.
	 * @return whether {@code *} is among its origins
	 */
	public boolean allowsAnyOrigin() {
		return this.origins.isAny();
	}

	/**
	 * Whether this policy answers requests with the method. It answers all of them if
	 * methods are left to the application's router.
	 * @param method the method
	 * @return {@code false} if another policy of the same path answers for it
	 */
	public boolean answersFor(String method) {
		return this.configuredMethods == null || this.configuredMethods.contains(method);
	}

	/**
	 * The methods that a preflight is allowed.
	 * @return those of the policy, otherwise those that handlers map
	 */
	public AllowedMethods methods() {
		return this.methods;
	}

	/**
	 * This policy once the application's methods are known: they are what preflights
	 * allow unless the policy has a list of its own. All else is shared.
	 * @param mapped the methods that the application serves under this policy
	 * @return the policy with these methods
	 */
	public CompiledPolicy withMappedMethods(List<String> mapped) {
		return (this.configuredMethods != null) ? this : new CompiledPolicy(this,
				new AllowedMethods(mapped.stream().filter((method) -> !AllowedMethods.isForbidden(method)).toList()));
	}

	/**
	 * The policy as it was compiled, whatever methods it was given since: what is known
	 * of a policy can be looked up by it.
	 * @return the policy itself, unless it came from another one
	 * @see #withMappedMethods(List)
	 */
	public CompiledPolicy original() {
		return this.original;
	}

	/**
	 * Whether the policy answers at all.
	 * @return {@code false} if requests are left untouched
	 */
	public boolean isEnabled() {
		return is(Attribute.ENABLED);
	}

	boolean forwardsOrigin() {
		return this.forwardsOrigin;
	}

	/**
	 * The headers that a preflight is allowed.
	 * @return names, or any
	 */
	public AllowedHeaders headers() {
		return this.headers;
	}

	/**
	 * Whether requests with credentials are allowed.
	 * @return whether {@code allow-credentials} is on
	 */
	public boolean allowsCredentials() {
		return is(Attribute.ALLOW_CREDENTIALS);
	}

	/**
	 * Whether an allowed preflight is answered with what it asked for, because a wildcard
	 * is beside credentials.
	 */
	boolean reflects(boolean headersAsked) {
		return (this.methods.isAny() || (headersAsked && this.headers.isAny())) && allowsCredentials();
	}

	/** The methods of the policy itself, or {@code null} if handlers tell them. */
	@Nullable AllowedMethods configuredMethods() {
		return this.configuredMethods;
	}

	boolean is(Attribute<Boolean> attribute) {
		return this.spec.is(attribute);
	}

	@Nullable CrossOriginResourcePolicy crossOriginResourcePolicy() {
		return this.spec.effective(Attribute.CROSS_ORIGIN_RESOURCE_POLICY);
	}

	@Override
	public String toString() {
		return "CompiledPolicy[" + this.name + "]";
	}

}
