package io.corspolicy.engine.fetch;

import java.util.Iterator;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads the facts on which a decision depends from a request of some kind.
 * Implementations have no state and no rules: one instance serves all requests.
 *
 * @param <R> the type of the requests
 */
public interface RequestReader<R> {

	/**
	 * The request's method.
	 * @param request the request
	 * @return the method, in the case in which it was sent
	 */
	String method(R request);

	/**
	 * The first value of a header field.
	 * @param request the request
	 * @param name the field's name, case-insensitive
	 * @return the value, without the white space around it, or {@code null} if the field
	 * is absent
	 */
	@Nullable String header(R request, String name);

	/**
	 * The values of all lines of a header field.
	 * @param request the request
	 * @param name the field's name, case-insensitive
	 * @return the values in order, none if the field is absent
	 */
	Iterator<String> headers(R request, String name);

	/**
	 * The value of a header field that is invalid if it is repeated.
	 * @param request the request
	 * @param name the field's name, case-insensitive
	 * @return the value, without the white space around it, the empty string if the field
	 * has more than one line, or {@code null} if it is absent
	 */
	default @Nullable String only(R request, String name) {
		Iterator<String> values = headers(request, name);
		if (!values.hasNext()) {
			return null;
		}
		String value = values.next();
		return values.hasNext() ? "" : value;
	}

	/**
	 * The origin that the request claims to come from.
	 * @param request the request
	 * @return the value of {@code Origin}, the empty string if that field has more than
	 * one line, because a repeated field is not an origin, or {@code null} if it is
	 * absent
	 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, "`Origin`
	 * header"</a>
	 */
	default @Nullable String origin(R request) {
		return only(request, FieldNames.ORIGIN);
	}

	/**
	 * The scheme under which the application was reached, such as {@code https}.
	 * @param request the request
	 * @return the scheme, or {@code null} if it is not known
	 */
	@Nullable String scheme(R request);

	/**
	 * The host under which the application was reached.
	 * @param request the request
	 * @return the host, an IPv6 address with or without brackets, or {@code null} if it
	 * is not known
	 */
	@Nullable String host(R request);

	/**
	 * The port under which the application was reached.
	 * @param request the request
	 * @return the port, or a number below 1 for the scheme's default port
	 */
	int port(R request);

	/**
	 * The origin under which the application was reached, as browsers serialise it
	 * (<a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
	 * "serialization of an origin"</a>).
	 * @param request the request
	 * @return the origin, in lower case and without a default port, or {@code null} if
	 * scheme or host is not known
	 */
	default @Nullable String serverOrigin(R request) {
		String scheme = scheme(request);
		String host = host(request);
		if (scheme == null || host == null || host.isEmpty()) {
			return null;
		}
		String origin = Schemes.ofOrigin(scheme);
		int port = port(request);
		String suffix = (port < 1 || port == Schemes.defaultPort(origin)) ? "" : ":" + port;
		boolean brackets = host.indexOf(':') >= 0 && host.charAt(0) != '[';
		return origin + "://" + (brackets ? "[" + host + "]" : host).toLowerCase(Locale.ROOT) + suffix;
	}

}
