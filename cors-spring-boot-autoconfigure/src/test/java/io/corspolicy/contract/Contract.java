package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.corspolicy.contract.Configuration.Policy;
import io.corspolicy.test.CredentialsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The contract as a reader understands it: what becomes of a page's fetch, told from the
 * written keys and values. Knows neither the engine nor what is on the wire, looks at
 * every policy for every request, and is easy to check by eye.
 */
public final class Contract {

	private static final Set<String> NORMALISED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	private final List<Place> places = new ArrayList<>();

	/**
	 * The contract for a configuration.
	 * @param configuration what is configured
	 */
	public Contract(Configuration configuration) {
		for (Policy policy : configuration.effective()) {
			for (String path : policy.list("paths")) {
				this.places.add(new Place(PathPatternParser.defaultInstance.parse(path), policy));
			}
		}
	}

	/**
	 * What is to come of a fetch.
	 */
	public Outcome outcome(PageFetch fetch) {
		String method = normalise(fetch.method());
		List<Policy> here = policies(fetch.server(), fetch.path());
		boolean served = Items.isServed(fetch.path(), method);
		boolean open = here.stream().anyMatch((policy) -> policy.is("send-without-origin"));
		if (fetch.origin().equals(fetch.server())) {
			boolean shared = open || (here.isEmpty() && served && Items.isRogue(fetch.path()));
			return new Outcome(false, true, served, shared, served ? everything() : Set.of());
		}
		boolean preflighted = isPreflighted(fetch, method);
		Policy policy = answering(here, fetch, method);
		if (preflighted && (policy == null || !allowsPreflight(policy, fetch, method))) {
			return new Outcome(true, false, false, false, Set.of());
		}
		if (here.isEmpty()) {
			// Nobody's business: whatever the application does by itself goes on.
			boolean shared = served && Items.isRogue(fetch.path());
			boolean readable = shared && fetch.credentials() != CredentialsMode.INCLUDE;
			return new Outcome(preflighted, readable, served, shared, readable ? exposed(List.of()) : Set.of());
		}
		if (open) {
			policy = here.get(0);
		}
		if (policy == null) {
			boolean rejected = here.stream().anyMatch((one) -> one.is("reject-disallowed"));
			return new Outcome(preflighted, false, served && !rejected, false, Set.of());
		}
		boolean readable = allowsCredentials(policy, fetch);
		return new Outcome(preflighted, readable, served, true,
				(readable && served) ? exposed(policy.list("exposed-headers")) : Set.of());
	}

	/**
	 * Whether a second fetch, right after a first one that succeeded, is preflighted.
	 */
	boolean isPreflightedAgain(PageFetch fetch) {
		Policy policy = answering(policies(fetch.server(), fetch.path()), fetch, normalise(fetch.method()));
		return fetch.privateNetwork() || (policy != null && policy.text("max-age", "30m").matches("0s?"));
	}

	/**
	 * What {@code Vary} has to name, in lower case.
	 */
	Set<String> vary(String server, String path, boolean preflight) {
		List<Policy> here = policies(server, path);
		Set<String> names = new TreeSet<>();
		if (here.isEmpty()) {
			return names;
		}
		if (here.stream().noneMatch((policy) -> policy.is("send-without-origin"))) {
			names.add("origin");
		}
		if (preflight) {
			names.add("access-control-request-method");
			names.add("access-control-request-headers");
			if (here.stream().anyMatch((policy) -> policy.is("allow-private-network"))) {
				names.add("access-control-request-private-network");
			}
		}
		return names;
	}

	/**
	 * Whether something that is no origin may be answered with {@code *}.
	 */
	boolean sharesWithAnybody(String server, String path) {
		return policies(server, path).stream().anyMatch((policy) -> policy.list("allowed-origins").contains("*"));
	}

	boolean covers(String server, String path) {
		return !policies(server, path).isEmpty();
	}

	/**
	 * Section 2, "which policy", rule 2: of those that match the path the ones with the
	 * closest host, and of these the most specific pattern, and its equals.
	 */
	List<Policy> policies(String server, String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		List<Place> there = this.places.stream().filter((place) -> place.pattern().matches(parsed)).sorted().toList();
		int closest = there.stream()
			.mapToInt((place) -> ReferenceHosts.closeness(place.policy().list("hosts"), server))
			.max()
			.orElse(0);
		List<Place> matching = there.stream()
			.filter((place) -> ReferenceHosts.closeness(place.policy().list("hosts"), server) == Math.max(closest, 0))
			.toList();
		List<Policy> policies = matching.stream()
			.filter((place) -> place.compareTo(matching.get(0)) == 0)
			.map(Place::policy)
			.distinct()
			.toList();
		boolean excepted = policies.stream().anyMatch((policy) -> policy.text("enabled", "true").equals("false"));
		return excepted ? List.of() : policies;
	}

	/** Rule 3: the closest origin among those whose methods fit. */
	private static @Nullable Policy answering(List<Policy> here, PageFetch fetch, String method) {
		return here.stream()
			.filter((policy) -> closeness(policy, fetch) >= 0)
			.filter((policy) -> !policy.has("allowed-methods") || lists(policy.list("allowed-methods"), method))
			.max(Comparator.comparingInt((policy) -> closeness(policy, fetch)))
			.orElse(null);
	}

	/** Exact, then the longest pattern, then a regular expression, then {@code *}. */
	private static int closeness(Policy policy, PageFetch fetch) {
		String origin = fetch.origin();
		List<String> entries = policy.list("allowed-origins");
		if (entries.contains("*")) {
			return 0;
		}
		if (origin.equals("null")) {
			return policy.is("allow-null-origin") ? Integer.MAX_VALUE : -1;
		}
		int closest = -1;
		for (String entry : entries) {
			String meant = ReferenceHosts.withLabel(entry, policy.list("hosts"), fetch.server());
			int closeness = closeness(meant, origin);
			// A label of the host is no exact origin.
			closest = Math.max(closest, (closeness > 0 && !meant.equals(entry)) ? entry.length() : closeness);
		}
		return closest;
	}

	private static int closeness(String entry, String origin) {
		if (entry.startsWith("~")) {
			boolean matches = ReferenceMatcher.isSerialised(origin) && origin.matches(entry.substring(1));
			return matches ? 1 : -1;
		}
		if (!ReferenceMatcher.matches(entry, origin)) {
			return -1;
		}
		boolean network = entry.matches(".*[0-9.\\]]/[0-9]+(:.*)?");
		return (entry.contains("*") || network) ? entry.length() : Integer.MAX_VALUE;
	}

	private static boolean lists(List<String> methods, String method) {
		List<String> names = methods.stream().map(Contract::normalise).toList();
		return names.contains("*") || names.contains(method) || (method.equals("HEAD") && names.contains("GET"));
	}

	/** Fetch, "CORS-safelisted method" and "CORS-unsafe request-header names". */
	private static boolean isPreflighted(PageFetch fetch, String method) {
		return fetch.privateNetwork() || !Set.of("GET", "HEAD", "POST").contains(method) || !unsafe(fetch).isEmpty();
	}

	private static Set<String> unsafe(PageFetch fetch) {
		Set<String> names = new HashSet<>();
		fetch.headers()
			.stream()
			.filter((field) -> !field.safelisted())
			.forEach((field) -> names.add(field.name().toLowerCase(Locale.ROOT)));
		return names;
	}

	private static boolean allowsPreflight(Policy policy, PageFetch fetch, String method) {
		Set<String> mapped = Items.mapped(fetch.path());
		List<String> otherwise = List.copyOf(mapped.isEmpty() ? Set.of("GET", "HEAD", "POST") : mapped);
		return lists(policy.has("allowed-methods") ? policy.list("allowed-methods") : otherwise, method)
				&& unsafe(fetch).stream().allMatch((name) -> allowsHeader(policy, name))
				&& allowsCredentials(policy, fetch) && (policy.is("allow-private-network") || !fetch.privateNetwork());
	}

	private static boolean allowsHeader(Policy policy, String name) {
		List<String> names = policy.list("allowed-headers", "Content-Type");
		return names.stream().anyMatch(name::equalsIgnoreCase)
				|| (names.contains("*") && (!name.equals("authorization") || policy.is("allow-credentials")));
	}

	private static boolean allowsCredentials(Policy policy, PageFetch fetch) {
		return fetch.credentials() != CredentialsMode.INCLUDE || policy.is("allow-credentials");
	}

	/** Without cookies, which no page sees. */
	private static Set<String> everything() {
		return exposed(List.of("*"));
	}

	/** Fetch, "CORS-safelisted response-header name", and what is listed. */
	private static Set<String> exposed(List<String> listed) {
		Set<String> names = new TreeSet<>();
		for (String name : Items.HEADERS) {
			boolean exposed = name.equals("content-language") || listed.contains("*")
					|| listed.stream().anyMatch(name::equalsIgnoreCase);
			if (exposed && !name.equals("set-cookie")) {
				names.add(name);
			}
		}
		return names;
	}

	private static String normalise(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return NORMALISED.contains(upperCase) ? upperCase : method;
	}

	/**
	 * A pattern of a policy's.
	 *
	 * @param pattern the pattern
	 * @param policy the policy
	 */
	private record Place(PathPattern pattern, Policy policy) implements Comparable<Place> {

		@Override
		public int compareTo(Place other) {
			return PathPattern.SPECIFICITY_COMPARATOR.compare(this.pattern, other.pattern);
		}

	}

}
