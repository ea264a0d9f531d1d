package io.corspolicy.spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The policies, and whom each one holds for: a table of its own, of names and not of
 * paths.
 */
enum Policies {

	/** What is open to anybody, and everything that no other path has. */
	PUB(101, "/**"),

	ADMIN(102, "/admin/**,/report,/kiosk/*/keys,/bean/*,/bean/*/,/files/secret/**"),

	INTERNAL(103, "/internal/**"),

	OPEN(104, "/internal/open/**"),

	OPS(105, "/ops/**"),

	/** For handlers that name it. */
	TWO(106, ""),

	/** For handlers that name it. */
	SECRET(107, "");

	/** Whom all policies allow. */
	static final String FRIEND = "https://friend.example";

	/** Whom only those for anybody allow. */
	static final String STRANGER = "https://stranger.example";

	static final List<String> PROPERTIES = properties();

	/** Without an entry where there is no policy. */
	private static final Map<String, Policies> BY_HANDLER = Map.ofEntries(Map.entry("any", PUB), Map.entry("item", PUB),
			Map.entry("admin", ADMIN), Map.entry("report", ADMIN), Map.entry("keys", ADMIN), Map.entry("bean", ADMIN),
			Map.entry("internal", INTERNAL), Map.entry("open", OPEN), Map.entry("ops", OPS), Map.entry("second", OPS),
			Map.entry("second-users", OPS), Map.entry("users", TWO), Map.entry("read-item", TWO),
			Map.entry("route", TWO), Map.entry("delete-item", SECRET));

	private final int maxAge;

	private final String paths;

	Policies(int maxAge, String paths) {
		this.maxAge = maxAge;
		this.paths = paths;
	}

	/**
	 * The policy of whoever ran.
	 * @param ran the name that it gave
	 * @param path the path by which it was found, if it is a servlet or a file
	 */
	static @Nullable Policies of(String ran, @Nullable String path) {
		if (path != null) {
			return ofPath(path);
		}
		if (ran.equals("closed")) {
			return null;
		}
		Policies policy = BY_HANDLER.get(ran);
		if (policy == null) {
			throw new IllegalArgumentException("Nobody knows " + ran);
		}
		return policy;
	}

	private static Policies ofPath(String path) {
		if (isAtOrBelow(path, "/internal/open")) {
			return OPEN;
		}
		if (isAtOrBelow(path, "/internal")) {
			return INTERNAL;
		}
		if (isAtOrBelow(path, "/ops")) {
			return OPS;
		}
		return (isAtOrBelow(path, "/admin") || isAtOrBelow(path, "/files/secret") || path.matches("/bean/[^/]+/?"))
				? ADMIN : PUB;
	}

	private static boolean isAtOrBelow(String path, String parent) {
		return path.equals(parent) || path.startsWith(parent + "/");
	}

	/**
	 * The policy that an answer's headers are of.
	 * @throws IllegalStateException if they are of none, or of more than one
	 */
	static @Nullable Policies that(Answer answer, boolean preflight, String origin) {
		List<String> fields = answer.corsFields();
		if (fields.isEmpty()) {
			return null;
		}
		for (Policies policy : values()) {
			if (fields.equals(preflight ? policy.preflight(answer, origin) : policy.actual(origin))) {
				return policy;
			}
		}
		throw new IllegalStateException("These are the headers of no policy: " + fields);
	}

	boolean allows(String origin) {
		return this == PUB || origin.equals(FRIEND);
	}

	boolean rejects() {
		return this != PUB && this != TWO;
	}

	private List<String> actual(String origin) {
		List<String> fields = new ArrayList<>();
		if (this != PUB) {
			fields.add("access-control-allow-credentials: true");
		}
		fields.add("access-control-allow-origin: " + ((this != PUB) ? origin : "*"));
		fields.add("access-control-expose-headers: X-" + name());
		return fields;
	}

	/** Which methods are listed is another test's concern. */
	private List<String> preflight(Answer answer, String origin) {
		List<String> fields = new ArrayList<>();
		if (this != PUB) {
			fields.add("access-control-allow-credentials: true");
		}
		fields.add("access-control-allow-methods: " + answer.field("access-control-allow-methods"));
		fields.add("access-control-allow-origin: " + ((this != PUB) ? origin : "*"));
		fields.add("access-control-max-age: " + this.maxAge);
		return fields;
	}

	private static List<String> properties() {
		List<String> properties = new ArrayList<>();
		for (Policies policy : values()) {
			String prefix = "cors.policies." + policy.name().toLowerCase(Locale.ROOT) + ".";
			if (!policy.paths.isEmpty()) {
				properties.add(prefix + "paths=" + policy.paths);
			}
			properties.add(prefix + "allowed-origins=" + ((policy != PUB) ? FRIEND : "*"));
			properties.add(prefix + "allow-credentials=" + (policy != PUB));
			properties.add(prefix + "allowed-methods=*");
			properties.add(prefix + "exposed-headers=X-" + policy);
			properties.add(prefix + "max-age=" + policy.maxAge);
			properties.add(prefix + "reject-disallowed=" + policy.rejects());
		}
		return List.copyOf(properties);
	}

}
