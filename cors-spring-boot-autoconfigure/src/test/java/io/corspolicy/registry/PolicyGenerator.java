package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * Makes up policies and requests that have something to do with each other.
 */
public final class PolicyGenerator {

	private static final List<String> ORIGINS = List.of("https://app.example.com", "https://a.example.org",
			"https://example.org", "http://localhost:3000", "http://app.example.com", "https://app.example.com:8443",
			"null", "https://a.b.example.org", "https://APP.example.com");

	private static final List<String> ENTRIES = List.of("https://app.example.com", "https://*.example.org",
			"http://localhost:3000", "https://www.example.net", "http://app.example.com",
			"https://app.example.com:8443");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "patch", "DELETE",
			"OPTIONS", "QUERY");

	private static final List<String> HEADERS = List.of("Content-Type", "Authorization", "X-A", "x-b", "Accept");

	private static final List<String> SET = List.of("Content-Type: text/plain", "Content-Type", "Authorization", "X-A",
			"X-B: 1", "Accept: text/html", "Accept: a(b)", "Range: bytes=0-1", "Cookie");

	private final Random random;

	/**
	 * Create a generator.
	 * @param random where everything comes from
	 */
	public PolicyGenerator(Random random) {
		this.random = random;
	}

	/**
	 * A policy that may well be invalid.
	 */
	public PolicyDefinition definition(String name, String path) {
		boolean any = this.random.nextInt(4) == 0;
		PolicySpec spec = PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, any ? List.of("*") : some(ENTRIES, 1));
		if (this.random.nextInt(3) > 0) {
			spec = spec.with(Attribute.ALLOWED_METHODS, this.random.nextInt(4) == 0 ? List.of("*") : some(METHODS, 1));
		}
		if (this.random.nextInt(3) > 0) {
			spec = spec.with(Attribute.ALLOWED_HEADERS, this.random.nextInt(4) == 0 ? List.of("*") : some(HEADERS, 0));
		}
		spec = spec.with(Attribute.EXPOSED_HEADERS, this.random.nextInt(6) == 0 ? List.of("*") : List.of());
		spec = flag(spec, Attribute.ALLOW_CREDENTIALS, 3);
		spec = flag(spec, Attribute.ALLOW_NULL_ORIGIN, 6);
		spec = flag(spec, Attribute.REJECT_DISALLOWED, 6);
		spec = flag(spec, Attribute.FORWARD_PREFLIGHT, 8);
		spec = flag(spec, Attribute.TOLERATE_INSECURE_ORIGINS, 3);
		spec = flag(spec, Attribute.SEND_WITHOUT_ORIGIN, any ? 3 : 100);
		return new PolicyDefinition(name, List.of(path), spec);
	}

	private PolicySpec flag(PolicySpec spec, Attribute<Boolean> attribute, int rarity) {
		return (this.random.nextInt(rarity) == 0) ? spec.with(attribute, true) : spec;
	}

	/**
	 * A request that the policy may well allow.
	 */
	public Request request(String path) {
		String origin = (this.random.nextInt(20) == 0) ? null
				: ORIGINS.get(this.random.nextInt(this.random.nextBoolean() ? 4 : ORIGINS.size()));
		return new Request(origin, METHODS.get(this.random.nextInt(METHODS.size())), path,
				this.random.nextBoolean() ? List.of() : some(SET, 0), this.random.nextInt(3) == 0);
	}

	private List<String> some(List<String> all, int least) {
		List<String> some = new ArrayList<>(all);
		while (some.size() > least && (some.size() > 4 || this.random.nextBoolean())) {
			some.remove(this.random.nextInt(some.size()));
		}
		return some;
	}

	/**
	 * What a page asks for.
	 *
	 * @param origin the page's origin
	 * @param method the method
	 * @param path the path
	 * @param headers the header fields, each a name or a name and a value
	 * @param credentials whether the page asks for credentials
	 */
	public record Request(@Nullable String origin, String method, String path, List<String> headers,
			boolean credentials) {

		Explanation explain(CorsPolicyRegistry registry) {
			return registry.explain(this.origin, this.method, this.path, this.headers, this.credentials);
		}

	}

}
