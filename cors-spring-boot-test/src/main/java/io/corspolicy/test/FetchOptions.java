package io.corspolicy.test;

/**
 * The options that stay the same for all redirects.
 *
 * @param mode the mode
 * @param credentials the credentials mode
 * @param redirect the redirect mode
 * @param forcesPreflight whether there is a preflight in any case
 * (<a href="https://fetch.spec.whatwg.org/#use-cors-preflight-flag">Fetch,
 * "use-CORS-preflight flag"</a>)
 * @param privateNetwork whether the server's network is more private than the page's
 * @param referrer whether the page's address is sent
 * @param cookies the cookies for the first URL's host, or an empty text
 */
record FetchOptions(RequestMode mode, CredentialsMode credentials, RedirectMode redirect, boolean forcesPreflight,
		boolean privateNetwork, boolean referrer, String cookies) {

	FetchOptions forPreflight() {
		return new FetchOptions(RequestMode.CORS, CredentialsMode.SAME_ORIGIN, RedirectMode.FOLLOW, false, false,
				this.referrer, "");
	}

}
