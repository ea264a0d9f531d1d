package io.corspolicy.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A request that a script in a page makes with {@code fetch}, and what the browser does
 * with the answer:
 *
 * <pre>{@code
 * assertThat(BrowserFetch.from("https://app.example.com").to(mockMvc).put("/api/x").header("X-Trace", "1"))
 *     .wasPreflighted()
 *     .isReadable();
 * }</pre>
 *
 * Nothing is sent before {@link #send()}, which every {@code assertThat} calls anew; keep
 * the {@link FetchResult} to look at one answer several times. Mixed content and content
 * security policies block nothing here.
 */
public final class BrowserFetch implements AssertProvider<FetchAssert> {

	private final Browser browser;

	private final WebOrigin origin;

	private final Transport transport;

	private final WebUrl url;

	private final String method;

	private final List<String> cookies = new ArrayList<>();

	private final List<String> ignored = new ArrayList<>();

	private HeaderList headers = HeaderList.empty();

	private byte @Nullable [] body;

	private @Nullable String bodyType;

	private RequestMode mode = RequestMode.CORS;

	private CredentialsMode credentials = CredentialsMode.SAME_ORIGIN;

	private RedirectMode redirect = RedirectMode.FOLLOW;

	private boolean uploadListener;

	private boolean privateNetwork;

	private boolean referrer = true;

	BrowserFetch(Browser browser, WebOrigin origin, Transport transport, WebUrl url, String method) {
		this.browser = browser;
		this.origin = origin;
		this.transport = transport;
		this.url = url;
		this.method = method;
	}

	/**
	 * A page in a new browser.
	 * @param originOrAddress the page's origin; see {@link Browser#open(String)}
	 * @return the page
	 * @throws IllegalArgumentException if the text is not an absolute URL
	 */
	public static Page from(String originOrAddress) {
		return Browser.standard().open(originOrAddress);
	}

	/**
	 * A page with an opaque origin, {@code null}, in a new browser.
	 * @return the page
	 */
	public static Page fromOpaqueOrigin() {
		return Browser.standard().openWithOpaqueOrigin();
	}

	/**
	 * Add a request header. A header that pages may not set, such as {@code Cookie}, is
	 * ignored, as browsers do, and mentioned if an assertion fails.
	 * @param name the name
	 * @param value the value
	 * @return this fetch
	 * @throws IllegalArgumentException if the name is not a token, or the value has
	 * invalid characters
	 */
	public BrowserFetch header(String name, String value) {
		if (!FieldSyntax.isToken(name) || !FieldSyntax.isValue(value)) {
			throw new IllegalArgumentException("'%s: %s' is not a header field".formatted(name, value));
		}
		if (ForbiddenFields.isForbiddenRequestHeader(name, value)) {
			this.ignored.add(name);
		}
		else {
			this.headers = this.headers.with(name, value);
		}
		return this;
	}

	/**
	 * Set the body's content type, which decides on whether there is a preflight:
	 * {@code application/json} needs one.
	 * @param contentType the content type
	 * @return this fetch
	 */
	public BrowserFetch contentType(String contentType) {
		this.headers = this.headers.without("Content-Type");
		return header("Content-Type", contentType);
	}

	/**
	 * Send a text, in UTF-8 and as {@code text/plain} unless another content type is set.
	 * @param body the text
	 * @return this fetch
	 */
	public BrowserFetch body(String body) {
		this.body = body.getBytes(StandardCharsets.UTF_8);
		this.bodyType = "text/plain;charset=UTF-8";
		return this;
	}

	/**
	 * Send bytes, without a content type unless one is set.
	 * @param body the bytes
	 * @return this fetch
	 */
	public BrowserFetch body(byte[] body) {
		this.body = body.clone();
		this.bodyType = null;
		return this;
	}

	/**
	 * Include credentials: {@code credentials: 'include'}.
	 * @return this fetch
	 */
	public BrowserFetch withCredentials() {
		return credentials(CredentialsMode.INCLUDE);
	}

	/**
	 * Set the credentials mode.
	 * @param credentials when cookies are sent
	 * @return this fetch
	 */
	public BrowserFetch credentials(CredentialsMode credentials) {
		this.credentials = credentials;
		return this;
	}

	/**
	 * Let the browser have a cookie for the server. It is sent if the credentials mode
	 * says so, and never with a preflight. Blocking of third-party cookies is not
	 * simulated.
	 * @param name the cookie's name
	 * @param value the cookie's value
	 * @return this fetch
	 */
	public BrowserFetch cookie(String name, String value) {
		this.cookies.add(name + "=" + value);
		return this;
	}

	/**
	 * Set the mode.
	 * @param mode what the page intends to do with the response
	 * @return this fetch
	 */
	public BrowserFetch mode(RequestMode mode) {
		this.mode = mode;
		return this;
	}

	/**
	 * Set the redirect mode.
	 * @param redirect how redirects are handled
	 * @return this fetch
	 */
	public BrowserFetch redirect(RedirectMode redirect) {
		this.redirect = redirect;
		return this;
	}

	/**
	 * Listen to the progress of the upload, as {@code XMLHttpRequest} can. Such a request
	 * is preflighted in any case.
	 * @return this fetch
	 */
	public BrowserFetch withUploadListener() {
		this.uploadListener = true;
		return this;
	}

	/**
	 * Do not send the page's address: {@code referrerPolicy: 'no-referrer'}.
	 * @return this fetch
	 */
	public BrowserFetch withoutReferrer() {
		this.referrer = false;
		return this;
	}

	/**
	 * Let the server be in a network more private than the page's, so that every request
	 * of another origin is preflighted and {@code Access-Control-Request-Private-Network}
	 * asked for. Chromium did so for a while
	 * (<a href="https://wicg.github.io/private-network-access/">Private Network
	 * Access</a>); no browser does today.
	 * @return this fetch
	 */
	public BrowserFetch towardsPrivateNetwork() {
		this.privateNetwork = true;
		return this;
	}

	/**
	 * Send it, after a preflight if one is needed.
	 * @return what the page gets
	 * @throws UncheckedIOException if the server does not answer
	 * @throws IllegalStateException if GET or HEAD has a body
	 */
	public FetchResult send() {
		if (this.body != null && (this.method.equals("GET") || this.method.equals("HEAD"))) {
			throw new IllegalStateException(this.method + " has no body");
		}
		FetchOptions options = new FetchOptions(this.mode, this.credentials, this.redirect, this.uploadListener,
				this.privateNetwork, this.referrer, String.join("; ", this.cookies));
		FetchRequest request = new FetchRequest(this.origin, this.url, this.method, requestHeaders(), this.body,
				options);
		NetworkFetch network = this.browser.network(this.transport);
		try {
			checkCall();
			WireResponse response = this.browser.fetch(network).fetch(request);
			return FetchResult.of(request, response, network.exchanges(), this.ignored);
		}
		catch (NetworkError ex) {
			return FetchResult.blocked(request, ex.block(), network.exchanges(), this.ignored);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No answer from " + request.currentUrl(), ex);
		}
	}

	/** The cases in which the {@code Request} constructor throws a {@code TypeError}. */
	private void checkCall() {
		if (Methods.isForbidden(this.method)) {
			throw new NetworkError(BlockReason.FORBIDDEN_METHOD, FetchPhase.CALL, "no page may send " + this.method);
		}
		if (this.mode == RequestMode.NO_CORS && !Methods.isSafelisted(this.method)) {
			throw new NetworkError(BlockReason.NOT_IN_NO_CORS, FetchPhase.CALL,
					"no-cors knows GET, HEAD and POST only, not " + this.method);
		}
	}

	private HeaderList requestHeaders() {
		HeaderList result = (this.mode == RequestMode.NO_CORS) ? withoutUnsafe() : this.headers;
		if (this.bodyType != null && !result.contains("Content-Type")) {
			result = result.with("Content-Type", this.bodyType);
		}
		return result.contains("Accept") ? result : result.with("Accept", "*/*");
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header">"No-CORS-safelisted
	 * request-header"</a>: any other is ignored.
	 */
	private HeaderList withoutUnsafe() {
		HeaderList safe = HeaderList.empty();
		for (HeaderList.Field field : this.headers.fields()) {
			if (!field.is("Range") && SafelistedRequestHeaders.isSafelisted(field.name(), field.value())) {
				safe = safe.with(field.name(), field.value());
			}
		}
		return safe;
	}

	/**
	 * Sends the fetch, for {@code Assertions.assertThat}.
	 * @return assertions on the result
	 */
	@Override
	public FetchAssert assertThat() {
		return send().assertThat();
	}

}
