package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a policy: its property name, its type, and its default.
 *
 * @param <T> the type of the attribute's values
 */
public final class Attribute<T> {

	/** Host patterns to which the policy applies; none for any host. */
	public static final Attribute<List<String>> HOSTS = new Attribute<>("hosts", List.class, List.of(),
			List.of("api.example.com"), true);

	/**
	 * Whether the policy answers at all. If not, requests to its paths are left
	 * untouched.
	 */
	public static final Attribute<Boolean> ENABLED = new Attribute<>("enabled", Boolean.class, true, true, true);

	/**
	 * Origin patterns; a policy that ends up with none is invalid.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-origin">Fetch,
	 * "Access-Control-Allow-Origin"</a>
	 */
	public static final Attribute<List<String>> ALLOWED_ORIGINS = list("allowed-origins", null,
			"https://app.example.com");

	/**
	 * Method names or {@code *}. Unless set, preflights allow GET, HEAD and POST, and
	 * actual requests are not limited, since the application's router refuses what it
	 * does not map.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-methods">Fetch,
	 * "Access-Control-Allow-Methods"</a>
	 */
	public static final Attribute<List<String>> ALLOWED_METHODS = list("allowed-methods", null, "GET");

	/**
	 * Names of request headers beyond the CORS-safelisted ones, or {@code *}.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-headers">Fetch,
	 * "Access-Control-Allow-Headers"</a>
	 */
	public static final Attribute<List<String>> ALLOWED_HEADERS = list("allowed-headers", List.of("Content-Type"),
			"X-Request-Id");

	/**
	 * Names of response headers that a page may read, or {@code *}.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-expose-headers">Fetch,
	 * "Access-Control-Expose-Headers"</a>
	 */
	public static final Attribute<List<String>> EXPOSED_HEADERS = list("exposed-headers", List.of(), "X-Request-Id");

	/**
	 * Whether requests with cookies or other credentials are allowed.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
	 * "CORS protocol and credentials"</a>
	 */
	public static final Attribute<Boolean> ALLOW_CREDENTIALS = flag("allow-credentials");

	/** The most that {@link #MAX_AGE} may be: no browser keeps a preflight for longer. */
	public static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	/**
	 * How long a browser may cache a preflight, in whole seconds from 0 s to 24 h.
	 * @see <a href="https://fetch.spec.whatwg.org/#http-access-control-max-age">Fetch,
	 * "Access-Control-Max-Age"</a>
	 */
	public static final Attribute<Duration> MAX_AGE = new Attribute<>("max-age", Duration.class, Duration.ofMinutes(30),
			Duration.ofHours(1), false);

	/**
	 * Whether a preflight that asks for a private network is allowed.
	 * @see <a href="https://wicg.github.io/private-network-access/">Private Network
	 * Access</a>
	 */
	public static final Attribute<Boolean> ALLOW_PRIVATE_NETWORK = flag("allow-private-network");

	/** Whether the headers are also on responses to requests without an origin. */
	public static final Attribute<Boolean> SEND_WITHOUT_ORIGIN = flag("send-without-origin");

	/** Whether a request that is not allowed gets 403 instead of being handled. */
	public static final Attribute<Boolean> REJECT_DISALLOWED = flag("reject-disallowed");

	/**
	 * Whether a WebSocket handshake from an origin that is not allowed gets 403.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10.2">RFC 6455,
	 * 10.2</a>
	 */
	public static final Attribute<Boolean> CHECK_WEBSOCKET_ORIGIN = flag("check-websocket-origin");

	/**
	 * The status of an allowed preflight: 200 or 204.
	 * @see <a href="https://fetch.spec.whatwg.org/#ok-status">Fetch, "ok status"</a>
	 */
	public static final Attribute<Integer> PREFLIGHT_STATUS = new Attribute<>("preflight-status", Integer.class, 204,
			204, false);

	/**
	 * Whether an allowed request keeps its {@code Origin} on the way to the application.
	 */
	public static final Attribute<Boolean> FORWARD_ORIGIN = new Attribute<>("forward-origin", Boolean.class, true, true,
			false);

	/** Whether an allowed preflight goes on to the application. */
	public static final Attribute<Boolean> FORWARD_PREFLIGHT = flag("forward-preflight");

	/**
	 * Whether an allowed actual response also carries {@code Timing-Allow-Origin}.
	 * @see <a href="https://fetch.spec.whatwg.org/#tao-check">Fetch, "TAO check"</a>
	 */
	public static final Attribute<Boolean> TIMING_ALLOW_ORIGIN = flag("timing-allow-origin");

	/**
	 * The value of {@code Cross-Origin-Resource-Policy}, not sent if unset.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header">Fetch,
	 * "Cross-Origin-Resource-Policy header"</a>
	 */
	public static final Attribute<CrossOriginResourcePolicy> CROSS_ORIGIN_RESOURCE_POLICY = new Attribute<>(
			"cross-origin-resource-policy", CrossOriginResourcePolicy.class, null, CrossOriginResourcePolicy.SAME_SITE,
			false);

	/**
	 * Whether the opaque origin {@code null} is allowed.
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
	 * "ASCII serialisation of an origin"</a>
	 */
	public static final Attribute<Boolean> ALLOW_NULL_ORIGIN = flag("allow-null-origin");

	/** Whether plain-http origins may be combined with credentials. */
	public static final Attribute<Boolean> TOLERATE_INSECURE_ORIGINS = flag("tolerate-insecure-origins");

	/** Whether wildcards right under a public suffix may be combined with credentials. */
	public static final Attribute<Boolean> TOLERATE_PUBLIC_SUFFIXES = flag("tolerate-public-suffixes");

	private static final List<Attribute<?>> ALL = List.of(HOSTS, ENABLED, ALLOWED_ORIGINS, ALLOWED_METHODS,
			ALLOWED_HEADERS, EXPOSED_HEADERS, ALLOW_CREDENTIALS, MAX_AGE, ALLOW_PRIVATE_NETWORK, SEND_WITHOUT_ORIGIN,
			REJECT_DISALLOWED, CHECK_WEBSOCKET_ORIGIN, PREFLIGHT_STATUS, FORWARD_ORIGIN, FORWARD_PREFLIGHT,
			TIMING_ALLOW_ORIGIN, CROSS_ORIGIN_RESOURCE_POLICY, ALLOW_NULL_ORIGIN, TOLERATE_INSECURE_ORIGINS,
			TOLERATE_PUBLIC_SUFFIXES);

	private static final Pattern WORD = Pattern.compile("-([a-z])");

	private final String name;

	private final Class<?> type;

	private final @Nullable T defaultValue;

	private final T example;

	private final boolean own;

	private Attribute(String name, Class<?> type, @Nullable T defaultValue, T example, boolean own) {
		this.name = name;
		this.type = type;
		this.defaultValue = defaultValue;
		this.example = example;
		this.own = own;
	}

	private static Attribute<List<String>> list(String name, @Nullable List<String> defaultValue, String example) {
		return new Attribute<>(name, List.class, defaultValue, List.of(example), false);
	}

	private static Attribute<Boolean> flag(String name) {
		return new Attribute<>(name, Boolean.class, false, true, false);
	}

	/**
	 * Every attribute, in the order of the documentation.
	 * @return an immutable list
	 */
	public static List<Attribute<?>> all() {
		return ALL;
	}

	/**
	 * Find an attribute.
	 * @param name a name in kebab case
	 * @return the attribute, or {@code null} if none has this name
	 */
	public static @Nullable Attribute<?> find(String name) {
		return ALL.stream().filter((attribute) -> attribute.name.equals(name)).findFirst().orElse(null);
	}

	/**
	 * The attribute's name as in {@code application.yml}.
	 * @return a name in kebab case
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The attribute's default.
	 * @return the built-in default, or {@code null} for none
	 */
	public @Nullable T defaultValue() {
		return this.defaultValue;
	}

	/**
	 * A value of the kind that the attribute has, for messages.
	 * @return a valid value, which is not meant to be taken over
	 */
	public T example() {
		return this.example;
	}

	/**
	 * The type of the attribute's values.
	 * @return {@code List}, {@code Boolean}, {@code Integer}, {@code Duration} or
	 * {@code CrossOriginResourcePolicy}
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * The attribute's name as in an annotation.
	 * @return a name in camel case
	 */
	public String camelCaseName() {
		return camelCase(this.name);
	}

	/**
	 * A name as in an annotation.
	 * @param name a name in kebab case
	 * @return the name in camel case
	 */
	static String camelCase(String name) {
		return WORD.matcher(name).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	/**
	 * Whether the attribute belongs to a policy alone: it says where the policy applies,
	 * and is neither inherited nor overridden by an annotation.
	 * @return {@code false} for attributes that {@code cors.defaults} and annotations
	 * have, too
	 */
	public boolean isOwn() {
		return this.own;
	}

	/**
	 * Whether the attribute's values are lists of strings.
	 * @return {@code true} for a list
	 */
	public boolean isList() {
		return this.type == List.class;
	}

	/**
	 * Read a value that is not a list.
	 * @param text the value as someone wrote it
	 * @return the value
	 * @throws IllegalArgumentException if the text is not such a value, with a sentence
	 * that says what is expected
	 */
	public T parse(String text) {
		return cast(AttributeParser.parse(this.type, text));
	}

	/**
	 * A value of any attribute as it is written in a file.
	 * @param value the value
	 * @return a boolean, a number, a list, or a text such as {@code 1h}
	 */
	public static Object plain(Object value) {
		if (value instanceof Duration duration) {
			return AttributeParser.format(duration);
		}
		return (value instanceof Enum<?>) ? value.toString() : value;
	}

	@SuppressWarnings("unchecked")
	T cast(Object value) {
		return (T) this.type.cast(value);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
