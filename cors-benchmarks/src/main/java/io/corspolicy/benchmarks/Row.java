package io.corspolicy.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of the table.
 */
public enum Row {

	/** No origin. */
	NO_ORIGIN(Group.EVERYDAY, "no `Origin`", Configuration::one, Call.of("GET", Texts.PATH), Answer.PASSED),

	/** The application's own origin. */
	SAME_ORIGIN(Group.EVERYDAY, "same origin", Configuration::one,
			Call.of("POST", Texts.PATH).from(Call.SCHEME + "://" + Call.HOST), Answer.PASSED),

	/** An origin that is allowed. */
	ACTUAL_ALLOWED(Group.EVERYDAY, "actual, allowed, credentials", Configuration::one, Texts.ACTUAL, Answer.ALLOWED),

	/** An origin that is not allowed. */
	ACTUAL_REFUSED(Group.EVERYDAY, "actual, refused", Configuration::one,
			Call.of("GET", Texts.PATH).from(Texts.STRANGER), Answer.REFUSED),

	/** A preflight that is allowed. */
	PREFLIGHT_ALLOWED(Group.EVERYDAY, "preflight, allowed, 2 headers", Configuration::one,
			Call.preflight(Texts.PATH, Configuration.APP, "PUT").with(Texts.HEADERS, "authorization,content-type"),
			Answer.PREFLIGHT_ALLOWED),

	/** A preflight that is refused. */
	PREFLIGHT_REFUSED(Group.EVERYDAY, "preflight, refused", Configuration::one,
			Call.preflight(Texts.PATH, Texts.STRANGER, "PUT").with(Texts.HEADERS, "authorization,content-type"),
			Answer.PREFLIGHT_REFUSED),

	/** Many headers. */
	HEADERS_30(Group.EVERYDAY, "actual, allowed, 30 headers (5 above)", Configuration::one, Texts.withHeaders(30),
			Answer.ALLOWED),

	/** A path without a policy. */
	NO_POLICY(Group.RARE, "a path without a policy", Configuration::one,
			Call.of("GET", "/internal/items").from(Configuration.APP), Answer.PASSED),

	/** The handler that Spring chooses is compared with the decision. */
	HANDLER_CHOSEN(Group.RARE, "actual, allowed, compared with the chosen handler", Configuration::one, Texts.ACTUAL,
			Answer.ALLOWED),

	/** The same where there was nothing to decide. */
	HANDLER_CHOSEN_NO_POLICY(Group.RARE, "a path without a policy, compared with the chosen handler",
			Configuration::one, Call.of("GET", "/internal/items").from(Configuration.APP), Answer.PASSED),

	/** Another filter has written {@code Vary}. */
	VARY_PRESENT(Group.RARE, "actual, allowed, `Vary` written before", Configuration::one, Texts.ACTUAL.afterVary(),
			Answer.ALLOWED),

	/** The last of 1 exact origin. */
	ORIGINS_1(Group.ORIGINS, 1),

	/** The last of 100 exact origins. */
	ORIGINS_100(Group.ORIGINS, 100),

	/** The last of 10,000 exact origins. */
	ORIGINS_10_000(Group.ORIGINS, 10_000),

	/** The last of a million exact origins. */
	ORIGINS_1_000_000(Group.ORIGINS, 1_000_000),

	/** The last of 1 pattern. */
	PATTERNS_1(Group.PATTERNS, 1),

	/** The last of 1,000 patterns. */
	PATTERNS_1_000(Group.PATTERNS, 1_000),

	/** The last of 10,000 patterns. */
	PATTERNS_10_000(Group.PATTERNS, 10_000),

	/** The last of 1 literal path. */
	LITERAL_PATHS_1(Group.LITERAL_PATHS, 1),

	/** The last of 1,000 literal paths. */
	LITERAL_PATHS_1_000(Group.LITERAL_PATHS, 1_000),

	/** The last of 10,000 literal paths. */
	LITERAL_PATHS_10_000(Group.LITERAL_PATHS, 10_000),

	/** The last of 1 path pattern. */
	PATTERN_PATHS_1(Group.PATTERN_PATHS, 1),

	/** The last of 1,000 path patterns. */
	PATTERN_PATHS_1_000(Group.PATTERN_PATHS, 1_000),

	/** The last of 10,000 path patterns. */
	PATTERN_PATHS_10_000(Group.PATTERN_PATHS, 10_000),

	/** The last of 1 handler. */
	HANDLERS_1(Group.HANDLERS, 1),

	/** The last of 10 handlers. */
	HANDLERS_10(Group.HANDLERS, 10),

	/** The last of 5,000 handlers. */
	HANDLERS_5_000(Group.HANDLERS, 5_000),

	/** The one host. */
	HOSTS_1(Group.HOSTS, 1),

	/** The last of 10,000 hosts. */
	HOSTS_10_000(Group.HOSTS, 10_000),

	/** As many allowed names as fit. */
	HEADER_NAMES_8K(Group.HOSTILE, "preflight, 8 KiB of header names", Configuration::one,
			Texts.PREFLIGHT.with(Texts.HEADERS, Texts.repeat("content-type,", 8192)), Answer.PREFLIGHT_ALLOWED),

	/** The same over as many lines as Tomcat lets through. */
	HEADER_LINES(Group.HOSTILE, "preflight, 90 lines of header names", Configuration::one,
			Texts.PREFLIGHT.with(Texts.HEADERS, Collections.nCopies(90, Texts.repeat("content-type,", 90))),
			Answer.PREFLIGHT_ALLOWED),

	/** A method of 8 KiB. */
	METHOD_8K(Group.HOSTILE, "preflight, a method of 8 KiB", Configuration::one,
			Call.preflight(Texts.PATH, Configuration.APP, Texts.repeat("M", 8192)), Answer.PREFLIGHT_REFUSED),

	/** The same where handlers are chosen by it. */
	METHOD_8K_HANDLERS(Group.HOSTILE_TO_PATTERNS, "preflight, a method of 8 KiB, 10 handlers",
			() -> Configuration.handlers(10, Texts::handlerPath),
			Call.preflight(Texts.handlerPath(9), Configuration.APP, Texts.repeat("M", 8192)), Answer.PREFLIGHT_REFUSED),

	/** Every header allowed, and 8 KiB of them. */
	ANY_HEADER_8K(Group.HOSTILE_TO_PATTERNS, "preflight, 8 KiB of unlike header names under `*`",
			Configuration::anyHeader,
			Texts.PREFLIGHT.with(Texts.HEADERS,
					IntStream.range(0, 1170).mapToObj("x-%04d"::formatted).collect(Collectors.joining(","))),
			Answer.PREFLIGHT_ALLOWED),

	/** An origin of 8 KiB. */
	ORIGIN_8K(Group.HOSTILE_TO_PATTERNS, "`Origin` of 8 KiB against 100 patterns",
			() -> Configuration.origins(100, Texts::subdomains),
			Call.of("GET", Texts.PATH).from("https://" + Texts.repeat("a.", 8184)), Answer.REFUSED),

	/** The same against an expression that could backtrack. */
	ORIGIN_8K_STARS(Group.HOSTILE_TO_PATTERNS, "`Origin` of 8 KiB against `https://*.dev.*.example.com`",
			() -> Configuration.origins(1, (i) -> "~https://[a-z.]+\\.dev\\.[a-z.]+\\.example\\.com"),
			Call.of("GET", Texts.PATH).from("https://a" + Texts.repeat(".dev.a", 8180)), Answer.REFUSED),

	/** The longest origin that is looked at. */
	ORIGIN_LABELS(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes in 156 labels against 10,000 patterns",
			() -> Configuration.origins(10_000, Texts::subdomains),
			Call.of("GET", Texts.PATH).from("https://" + "a.".repeat(155) + "a"), Answer.REFUSED),

	/** Many patterns in one place. */
	PARTIAL_LABELS(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 patterns `https://pr-N-*.example.com`",
			() -> Configuration.origins(1_000, (i) -> "https://pr-" + i + "-*.example.com"),
			Call.of("GET", Texts.PATH).from("https://pr-999-a.example.com"), Answer.ALLOWED),

	/** Origins that somebody chose to collide under the JDK's hash. */
	COLLIDING_ORIGINS(Group.HOSTILE_TO_PATTERNS, "the last of 100,000 exact origins with one `String.hashCode()`",
			() -> Configuration.origins(100_000, Texts::colliding),
			Call.of("GET", Texts.PATH).from(Texts.colliding(99_999)), Answer.ALLOWED),

	/** Regular expressions, and a stranger. */
	REGEXES(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes against 10 regular expressions", Texts::regexes,
			Call.of("GET", Texts.PATH).from("https://a" + Texts.repeat(".dev.a", 311)), Answer.REFUSED),

	/** Regular expressions, and a stranger who knows how they end. */
	REGEXES_DOMAIN(Group.HOSTILE_TO_PATTERNS, "the same with the domain that they end in", Texts::regexes,
			Call.of("GET", Texts.PATH).from("https://a" + Texts.repeat(".dev.a", 299) + ".example.com"),
			Answer.REFUSED),

	/** An ordinary regular expression. */
	REGEX(Group.HOSTILE_TO_PATTERNS, "the only regular expression `~https://pr-[0-9]+\\.tenant-N\\.example\\.com`",
			() -> Configuration.origins(1, Texts::regex),
			Call.of("GET", Texts.PATH).from("https://pr-12.tenant-0.example.com"), Answer.ALLOWED),

	/** A thousand of them. */
	REGEXES_1_000(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 such expressions",
			() -> Configuration.origins(1_000, Texts::regex),
			Call.of("GET", Texts.PATH).from("https://pr-12.tenant-999.example.com"), Answer.ALLOWED),

	/** An expression as expensive as they may be. */
	REGEX_DENSE(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes against `~https://(?:[a-z.]?){480}\\.example\\.com`",
			() -> Configuration.origins(1, (i) -> "~https://(?:[a-z.]?){480}\\.example\\.com"),
			Call.of("GET", Texts.PATH).from("https://" + "a.".repeat(150) + "example.com"), Answer.ALLOWED),

	/** Networks of addresses. */
	NETWORKS(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 networks `https://10.N.M.0/24:*`",
			() -> Configuration.origins(1_000, (i) -> "https://10." + i / 250 + "." + i % 250 + ".0/24:*"),
			Call.of("GET", Texts.PATH).from("https://10.3.249.7:8443"), Answer.ALLOWED),

	/** A text without a host. */
	NO_HOST(Group.HOSTILE_TO_PATTERNS, "`app://.` among 1,000 exact origins",
			() -> Configuration.origins(1_001, (i) -> (i < 1_000) ? Texts.exact(i) : "app://."),
			Call.of("GET", Texts.PATH).from("app://."), Answer.ALLOWED),

	/** Any host of a scheme. */
	ANY_HOST(Group.HOSTILE_TO_PATTERNS, "`vscode-webview://*` among 1,000 such schemes", Configuration::schemes,
			Call.of("GET", Texts.PATH).from("scheme-999://1b4v9h0f3j"), Answer.ALLOWED),

	/** As many origins as there may be lines. */
	ORIGIN_LINES(Group.HOSTILE_TO_PATTERNS, "90 lines of `Origin`", () -> Configuration.origins(100, Texts::subdomains),
			Call.of("GET", Texts.PATH).with(Call.ORIGIN, Collections.nCopies(90, "https://a.example.net")),
			Answer.REFUSED),

	/** A path of many segments. */
	PATH_8K(Group.HOSTILE_TO_PATTERNS, "a path of 8 KiB in 4,000 segments", Configuration::one,
			Call.of("GET", "/api" + Texts.repeat("/a", 8186)).from(Configuration.APP), Answer.ALLOWED),

	/** A path of many encoded segments. */
	PATH_8K_ENCODED(Group.HOSTILE_TO_PATTERNS, "a path of 8 KiB in 2,000 encoded segments", Configuration::one,
			Call.of("GET", "/api" + Texts.repeat("/%61", 8184)).from(Configuration.APP), Answer.ALLOWED),

	/** The same where only Spring's parser can tell. */
	PATH_8K_PARSED(Group.HOSTILE_TO_PATTERNS, "the same against `/api/*/items`",
			() -> Configuration.paths(1, (i) -> "/api/*/items"),
			Call.of("GET", "/api" + Texts.repeat("/%61", 8184)).from(Configuration.APP), Answer.PASSED),

	/** Paths that somebody chose to collide under the JDK's hash. */
	COLLIDING_PATHS(Group.HOSTILE_TO_PATTERNS, "the last of 10,000 paths whose names have one `String.hashCode()`",
			() -> Configuration.paths(10_000, (i) -> Texts.collidingPath(i) + "/**"),
			Call.of("GET", Texts.collidingPath(9_999) + "/x").from(Configuration.APP), Answer.ALLOWED),

	/** Patterns that meet in as many ways as there are sets of them. */
	DEEP_PATTERNS(Group.HOSTILE_TO_PATTERNS, "16 patterns of depth 16, all but one segment `*`",
			Configuration::deepPatterns, Call.of("GET", Texts.repeat("/a", 32)).from(Configuration.APP),
			Answer.ALLOWED),

	/** A handshake that has to be looked at. */
	UPGRADE_8K(Group.HOSTILE_TO_PATTERNS, "`Upgrade` of 8 KiB, WebSocket origins checked", Configuration::handshakes,
			Call.of("GET", Texts.PATH).from(Texts.STRANGER).with("Upgrade", Texts.repeat("WEBSOCKE ", 8190)),
			Answer.REFUSED);

	/** The groups that are measured in web filters, too. */
	private static final Set<Group> REACTIVE = EnumSet.of(Group.EVERYDAY, Group.RARE);

	/** The rows with origins that only this project can be given. */
	private static final Set<Row> OWN_FORMS = EnumSet.of(REGEX, REGEXES_1_000, REGEX_DENSE, NETWORKS, ANY_HOST);

	/** The rows in which the engine is asked alone. */
	private static final Set<Row> ENGINE = EnumSet.of(NO_ORIGIN, SAME_ORIGIN, ACTUAL_ALLOWED, ACTUAL_REFUSED,
			PREFLIGHT_ALLOWED, PREFLIGHT_REFUSED, ORIGINS_10_000, PATTERNS_10_000, HEADER_NAMES_8K, METHOD_8K,
			ORIGIN_8K, ORIGIN_LABELS, COLLIDING_ORIGINS, ORIGIN_LINES, UPGRADE_8K);

	private final Group group;

	private final String title;

	private final int size;

	private final Supplier<Configuration> configuration;

	private final Call call;

	private final Answer answer;

	Row(Group group, String title, Supplier<Configuration> configuration, Call call, Answer answer) {
		this.group = group;
		this.title = title;
		this.size = 1;
		this.configuration = configuration;
		this.call = call;
		this.answer = answer;
	}

	Row(Group series, int size) {
		this.group = series;
		this.title = String.format(Locale.ROOT, "the last of %,d %s", size, series.title());
		this.size = size;
		int last = size - 1;
		this.configuration = switch (series) {
			case ORIGINS -> () -> Configuration.origins(size, Texts::exact);
			case PATTERNS -> () -> Configuration.origins(size, Texts::subdomains);
			case LITERAL_PATHS -> () -> Configuration.paths(size, Texts::literalPath);
			case PATTERN_PATHS -> () -> Configuration.paths(size, Texts::patternPath);
			case HANDLERS -> () -> Configuration.handlers(size, Texts::handlerPath);
			case HOSTS -> () -> Configuration.hosts(size, (i) -> (i < last) ? Texts.host(i) : Call.HOST);
			default -> throw new IllegalArgumentException(series + " is no series");
		};
		this.call = switch (series) {
			case ORIGINS -> Call.of("GET", Texts.PATH).from(Texts.exact(last));
			case PATTERNS -> Call.of("GET", Texts.PATH).from(Texts.subdomains(last).replace("*", "shop"));
			case LITERAL_PATHS -> Call.of("GET", Texts.literalPath(last)).from(Configuration.APP);
			case PATTERN_PATHS ->
				Call.of("GET", Texts.patternPath(last).replace("**", "items")).from(Configuration.APP);
			case HOSTS -> Texts.ACTUAL;
			default -> Call.of("GET", Texts.handlerPath(last).replace("{id}", "4711")).from(Configuration.APP);
		};
		this.answer = Answer.ALLOWED;
	}

	Group group() {
		return this.group;
	}

	/**
	 * The row's name for people.
	 * @return the name, in Markdown
	 */
	public String title() {
		return this.title;
	}

	/** How many there are of what the row's group is about. */
	int size() {
		return this.size;
	}

	private static int largest(Group series) {
		return Arrays.stream(values()).filter((row) -> row.group == series).mapToInt(Row::size).max().orElseThrow();
	}

	boolean isReactive() {
		return REACTIVE.contains(this.group);
	}

	/**
	 * Whether the handler is compared with what was decided, which only this project's
	 * library does.
	 * @return whether a handler is chosen behind the filter
	 */
	public boolean isCompared() {
		return this == HANDLER_CHOSEN || this == HANDLER_CHOSEN_NO_POLICY;
	}

	boolean isForEngine() {
		return ENGINE.contains(this);
	}

	/**
	 * Who is measured: the floor knows of no path and no method. In the short run nobody
	 * between the ends of a series.
	 */
	Set<Variant> variants(boolean all) {
		Set<Variant> variants = EnumSet.copyOf(this.group.variants(all));
		if (!all && this.group.isSeries() && this.size > 1 && this.size < largest(this.group)) {
			variants.clear();
		}
		if (isCompared()) {
			variants.retainAll(EnumSet.of(Variant.EMPTY, Variant.OURS));
		}
		if (this == NO_POLICY || this == METHOD_8K) {
			variants.remove(Variant.FLOOR);
		}
		if (this == METHOD_8K_HANDLERS || this == UPGRADE_8K || OWN_FORMS.contains(this)) {
			variants.remove(Variant.SPRING);
		}
		return variants;
	}

	/**
	 * What the filters are configured with.
	 * @return the configuration, made anew
	 */
	public Configuration configuration() {
		return this.configuration.get();
	}

	/**
	 * The request.
	 * @return the request
	 */
	public Call call() {
		return this.call;
	}

	/**
	 * What has to come of the request.
	 * @return the answer
	 */
	public Answer answer() {
		return this.answer;
	}

	/**
	 * What the rows are made of.
	 */
	private static final class Texts {

		static final String PATH = "/api/items";

		static final String STRANGER = "https://elsewhere.example";

		static final String HEADERS = "Access-Control-Request-Headers";

		static final Call ACTUAL = Call.of("GET", PATH).from(Configuration.APP);

		static final Call PREFLIGHT = Call.preflight(PATH, Configuration.APP, "PUT");

		private Texts() {
		}

		static Configuration regexes() {
			return Configuration.origins(10, (i) -> "~https://[a-z.]+\\.dev" + i + "\\.[a-z.]+\\.example\\.com");
		}

		static String regex(int i) {
			return "~https://pr-[0-9]+\\.tenant-" + i + "\\.example\\.com";
		}

		static String exact(int i) {
			return "https://app-%07d.example.com".formatted(i);
		}

		static String colliding(int i) {
			return "https://" + collidingName(i) + ".example.com";
		}

		static String collidingPath(int i) {
			return "/tenants/" + collidingName(i);
		}

		/** Two blocks have one hash, so that all that is made of them has. */
		private static String collidingName(int i) {
			return IntStream.range(0, 17)
				.mapToObj((bit) -> ((i >> bit & 1) == 0) ? "an" : "c0")
				.collect(Collectors.joining());
		}

		static String subdomains(int i) {
			return "https://*.tenant-%05d.example.com".formatted(i);
		}

		static String literalPath(int i) {
			return "/api/resource-%05d/items".formatted(i);
		}

		static String patternPath(int i) {
			return "/api/tenant-%05d/**".formatted(i);
		}

		static String host(int i) {
			return "tenant-%05d.example.com".formatted(i);
		}

		static String handlerPath(int i) {
			return "/api/controller-%05d/{id}".formatted(i);
		}

		/** As often as it fits. */
		static String repeat(String text, int length) {
			return text.repeat(length / text.length());
		}

		static Call withHeaders(int count) {
			Call call = ACTUAL.with("Sec-Fetch-Site", "cross-site")
				.with("Sec-Fetch-Mode", "cors")
				.with("Sec-Fetch-Dest", "empty");
			for (int i = call.headers().size(); i < count; i++) {
				call = call.with("X-Header-" + "Z".repeat(i % 8) + i, "a value of some length " + i);
			}
			return call;
		}

	}

}
