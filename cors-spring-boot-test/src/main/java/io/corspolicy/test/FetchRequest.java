package io.corspolicy.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request (<a href="https://fetch.spec.whatwg.org/#concept-request">Fetch,
 * "request"</a>), which changes with each redirect.
 */
final class FetchRequest {

	private static final List<String> BODY_HEADERS = List.of("Content-Encoding", "Content-Language", "Content-Location",
			"Content-Type");

	private final WebOrigin origin;

	private final FetchOptions options;

	private final List<WebUrl> urls = new ArrayList<>();

	private String method;

	private HeaderList headers;

	private byte @Nullable [] body;

	private Tainting tainting = Tainting.BASIC;

	private int redirects;

	FetchRequest(WebOrigin origin, WebUrl url, String method, HeaderList headers, byte @Nullable [] body,
			FetchOptions options) {
		this.origin = origin;
		this.urls.add(url);
		this.method = method;
		this.headers = headers;
		this.body = body;
		this.options = options;
	}

	/**
	 * The preflight of a request
	 * (<a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch,
	 * "CORS-preflight fetch"</a>, step 1).
	 */
	static FetchRequest preflight(FetchRequest request, HeaderList headers) {
		FetchRequest preflight = new FetchRequest(request.origin, request.urls.get(0), "OPTIONS", headers, null,
				request.options.forPreflight());
		preflight.urls.clear();
		preflight.urls.addAll(request.urls);
		preflight.tainting = Tainting.CORS;
		return preflight;
	}

	WebOrigin origin() {
		return this.origin;
	}

	FetchOptions options() {
		return this.options;
	}

	String method() {
		return this.method;
	}

	HeaderList headers() {
		return this.headers;
	}

	byte @Nullable [] body() {
		return this.body;
	}

	List<WebUrl> urls() {
		return List.copyOf(this.urls);
	}

	WebUrl currentUrl() {
		return this.urls.get(this.urls.size() - 1);
	}

	Tainting tainting() {
		return this.tainting;
	}

	void taint(Tainting tainting) {
		this.tainting = tainting;
	}

	int redirects() {
		return this.redirects;
	}

	boolean includesCredentials() {
		return this.options.credentials() == CredentialsMode.INCLUDE;
	}

	List<String> unsafeHeaderNames() {
		return SafelistedRequestHeaders.unsafeNames(this.headers);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#serializing-a-request-origin">"Serializing
	 * a request origin"</a>.
	 */
	String serialisedOrigin() {
		return isRedirectTainted() ? "null" : this.origin.serialised();
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#concept-request-tainted-origin">"Redirect-taint"</a>,
	 * other than same-origin: some server of another origin than the page's sent the
	 * request on to a third one, or back.
	 */
	private boolean isRedirectTainted() {
		for (int i = 1; i < this.urls.size(); i++) {
			WebOrigin last = this.urls.get(i - 1).origin();
			if (!this.urls.get(i).origin().isSameOrigin(last) && !this.origin.isSameOrigin(last)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#http-redirect-fetch">"HTTP-redirect
	 * fetch"</a>, steps 12 to 18.
	 */
	void redirectTo(WebUrl location, int status) {
		boolean post = this.method.equals("POST");
		boolean read = this.method.equals("GET") || this.method.equals("HEAD");
		if ((post && (status == 301 || status == 302)) || (!read && status == 303)) {
			this.method = "GET";
			this.body = null;
			for (String name : BODY_HEADERS) {
				this.headers = this.headers.without(name);
			}
		}
		if (!currentUrl().origin().isSameOrigin(location.origin())) {
			this.headers = this.headers.without("Authorization");
		}
		this.urls.add(location);
		this.redirects++;
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#concept-request-response-tainting">"Response
	 * tainting"</a>.
	 */
	enum Tainting {

		BASIC, CORS, OPAQUE

	}

}
