package io.corspolicy.benchmarks;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests and configurations that somebody made to be expensive. Requests that are not
 * allowed get no further than any of the filters.
 */
public enum HostileRow implements Row {

	/** As many allowed names as fit. */
	HEADER_NAMES_8K(Group.HOSTILE, "preflight, 8 KiB of header names", Configuration::one,
			preflight("PUT").with(Call.REQUESTED_HEADERS, Texts.repeat("content-type,", 8192)),
			Answer.PREFLIGHT_ALLOWED),

	/** The same over as many lines as Tomcat lets through. */
	HEADER_LINES(Group.HOSTILE, "preflight, 90 lines of header names", Configuration::one,
			preflight("PUT").with(Call.REQUESTED_HEADERS, Collections.nCopies(90, Texts.repeat("content-type,", 90))),
			Answer.PREFLIGHT_ALLOWED),

	/** A method of 8 KiB. */
	METHOD_8K(Group.HOSTILE, "preflight, a method of 8 KiB", Configuration::one, preflight(Texts.repeat("M", 8192)),
			Answer.PREFLIGHT_REFUSED),

	/** The same where handlers are chosen by it. */
	METHOD_8K_HANDLERS(Group.HOSTILE_TO_PATTERNS, "preflight, a method of 8 KiB, 10 handlers",
			() -> Configuration.handlers(10, Texts::handlerPath),
			Call.craftedPreflight(Texts.handlerPath(9), Texts.repeat("M", 8192)), Answer.PREFLIGHT_REFUSED),

	/** Every header allowed, and 8 KiB of them. */
	ANY_HEADER_8K(Group.HOSTILE_TO_PATTERNS, "preflight, 8 KiB of unlike header names under `*`",
			Configuration::anyHeader,
			preflight("PUT").with(Call.REQUESTED_HEADERS,
					IntStream.range(0, 1170).mapToObj("x-%04d"::formatted).collect(Collectors.joining(","))),
			Answer.PREFLIGHT_ALLOWED),

	/** An origin of 8 KiB. */
	ORIGIN_8K(Group.HOSTILE_TO_PATTERNS, "`Origin` of 8 KiB against 100 patterns",
			() -> Configuration.origins(100, Texts::subdomains), from("https://" + Texts.repeat("a.", 8184)),
			Answer.REJECTED),

	/** The same against an expression that could backtrack. */
	ORIGIN_8K_STARS(Group.HOSTILE_TO_PATTERNS, "`Origin` of 8 KiB against `https://*.dev.*.example.com`",
			() -> Configuration.origins(1, (i) -> "~https://[a-z.]+\\.dev\\.[a-z.]+\\.example\\.com"),
			from("https://a" + Texts.repeat(".dev.a", 8180)), Answer.REJECTED),

	/** The longest origin that is looked at. */
	ORIGIN_LABELS(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes in 156 labels against 10,000 patterns",
			() -> Configuration.origins(10_000, Texts::subdomains), from("https://" + "a.".repeat(155) + "a"),
			Answer.REJECTED),

	/** Many patterns in one place. */
	PARTIAL_LABELS(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 patterns `https://pr-N-*.example.com`",
			() -> Configuration.origins(1_000, (i) -> "https://pr-" + i + "-*.example.com"),
			from("https://pr-999-a.example.com"), Answer.ALLOWED),

	/** Origins that somebody chose to collide under the JDK's hash. */
	COLLIDING_ORIGINS(Group.HOSTILE_TO_PATTERNS, "the last of 100,000 exact origins with one `String.hashCode()`",
			() -> Configuration.origins(100_000, Texts::colliding), from(Texts.colliding(99_999)), Answer.ALLOWED),

	/** Regular expressions, and a stranger. */
	REGEXES(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes against 10 regular expressions", HostileRow::regexes,
			from("https://a" + Texts.repeat(".dev.a", 311)), Answer.REJECTED),

	/** Regular expressions, and a stranger who knows how they end. */
	REGEXES_DOMAIN(Group.HOSTILE_TO_PATTERNS, "the same with the domain that they end in", HostileRow::regexes,
			from("https://a" + Texts.repeat(".dev.a", 299) + ".example.com"), Answer.REJECTED),

	/** An ordinary regular expression. */
	REGEX(Group.HOSTILE_TO_PATTERNS, "the only regular expression `~https://pr-[0-9]+\\.tenant-N\\.example\\.com`",
			() -> Configuration.origins(1, Texts::regex), from("https://pr-12.tenant-0.example.com"), Answer.ALLOWED),

	/** A thousand of them. */
	REGEXES_1_000(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 such expressions",
			() -> Configuration.origins(1_000, Texts::regex), from("https://pr-12.tenant-999.example.com"),
			Answer.ALLOWED),

	/** An expression as expensive as they may be. */
	REGEX_DENSE(Group.HOSTILE_TO_PATTERNS, "`Origin` of 320 bytes against `~https://(?:[a-z.]?){480}\\.example\\.com`",
			() -> Configuration.origins(1, (i) -> "~https://(?:[a-z.]?){480}\\.example\\.com"),
			from("https://" + "a.".repeat(150) + "example.com"), Answer.ALLOWED),

	/** Networks of addresses. */
	NETWORKS(Group.HOSTILE_TO_PATTERNS, "the last of 1,000 networks `https://10.N.M.0/24:*`",
			() -> Configuration.origins(1_000, (i) -> "https://10." + i / 250 + "." + i % 250 + ".0/24:*"),
			from("https://10.3.249.7:8443"), Answer.ALLOWED),

	/** A text without a host. */
	NO_HOST(Group.HOSTILE_TO_PATTERNS, "`app://.` among 1,000 exact origins",
			() -> Configuration.origins(1_001, (i) -> (i < 1_000) ? Texts.exact(i) : "app://."), from("app://."),
			Answer.ALLOWED),

	/** Any host of a scheme. */
	ANY_HOST(Group.HOSTILE_TO_PATTERNS, "`vscode-webview://*` among 1,000 such schemes", Configuration::schemes,
			from("scheme-999://1b4v9h0f3j"), Answer.ALLOWED),

	/** As many origins as there may be lines. */
	ORIGIN_LINES(Group.HOSTILE_TO_PATTERNS, "90 lines of `Origin`", () -> Configuration.origins(100, Texts::subdomains),
			Call.crafted("GET", Texts.PATH).with(Call.ORIGIN, Collections.nCopies(90, "https://a.example.net")),
			Answer.REJECTED),

	/** A path of many segments. */
	PATH_8K(Group.HOSTILE_TO_PATTERNS, "a path of 8 KiB in 4,000 segments", Configuration::one,
			to("/api" + Texts.repeat("/a", 8186)), Answer.ALLOWED),

	/** A path of many encoded segments. */
	PATH_8K_ENCODED(Group.HOSTILE_TO_PATTERNS, "a path of 8 KiB in 2,000 encoded segments", Configuration::one,
			to("/api" + Texts.repeat("/%61", 8184)), Answer.ALLOWED),

	/** The same where only Spring's parser can tell. */
	PATH_8K_PARSED(Group.HOSTILE_TO_PATTERNS, "the same against `/api/*/items`",
			() -> Configuration.paths(1, (i) -> "/api/*/items"), to("/api" + Texts.repeat("/%61", 8184)),
			Answer.PASSED),

	/** Paths that somebody chose to collide under the JDK's hash. */
	COLLIDING_PATHS(Group.HOSTILE_TO_PATTERNS, "the last of 10,000 paths whose names have one `String.hashCode()`",
			() -> Configuration.paths(10_000, (i) -> Texts.collidingPath(i) + "/**"),
			to(Texts.collidingPath(9_999) + "/x"), Answer.ALLOWED),

	/** Patterns that meet in as many ways as there are sets of them. */
	DEEP_PATTERNS(Group.HOSTILE_TO_PATTERNS, "16 patterns of depth 16, all but one segment `*`",
			Configuration::deepPatterns, to(Texts.repeat("/a", 32)), Answer.ALLOWED),

	/** A handshake that has to be looked at. */
	UPGRADE_8K(Group.HOSTILE_TO_PATTERNS, "`Upgrade` of 8 KiB, WebSocket origins checked", Configuration::handshakes,
			from(Texts.STRANGER).with("Upgrade", Texts.repeat("WEBSOCKE ", 8190)), Answer.REJECTED);

	/** The rows with what only this project can be given. */
	private static final Set<HostileRow> OWN_FORMS = EnumSet.of(METHOD_8K_HANDLERS, UPGRADE_8K, REGEX, REGEXES_1_000,
			REGEX_DENSE, NETWORKS, ANY_HOST);

	/** The rows in which the engine is asked alone, too. */
	private static final Set<HostileRow> ENGINE = EnumSet.of(HEADER_NAMES_8K, METHOD_8K, ORIGIN_8K, ORIGIN_LABELS,
			COLLIDING_ORIGINS, ORIGIN_LINES, UPGRADE_8K);

	private final Group group;

	private final String title;

	private final Supplier<Configuration> configuration;

	private final Call call;

	private final Answer answer;

	HostileRow(Group group, String title, Supplier<Configuration> configuration, Call call, Answer answer) {
		this.group = group;
		this.title = title;
		this.configuration = configuration;
		this.call = call;
		this.answer = answer;
	}

	private static Call preflight(String method) {
		return Call.craftedPreflight(Texts.PATH, method);
	}

	private static Call from(String origin) {
		return Call.crafted("GET", Texts.PATH).with(Call.ORIGIN, origin);
	}

	private static Call to(String path) {
		return Call.crafted("GET", path).with(Call.ORIGIN, Configuration.APP);
	}

	private static Configuration regexes() {
		return Configuration.origins(10, (i) -> "~https://[a-z.]+\\.dev" + i + "\\.[a-z.]+\\.example\\.com");
	}

	@Override
	public Group group() {
		return this.group;
	}

	@Override
	public String title() {
		return this.title;
	}

	@Override
	public Configuration configuration() {
		Configuration written = this.configuration.get();
		return (this.answer == Answer.REJECTED) ? written.rejecting() : written;
	}

	@Override
	public Call call() {
		return this.call;
	}

	@Override
	public Answer answer() {
		return this.answer;
	}

	@Override
	public boolean isInShortRun() {
		return isForEngine();
	}

	@Override
	public boolean isForEngine() {
		return ENGINE.contains(this);
	}

	@Override
	public Set<Variant> leftOut() {
		if (this == METHOD_8K) {
			// The bare floor checks no methods.
			return EnumSet.of(Variant.BARE_FLOOR);
		}
		return OWN_FORMS.contains(this) ? EnumSet.of(Variant.SPRING) : EnumSet.noneOf(Variant.class);
	}

}
