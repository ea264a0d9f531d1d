package io.corspolicy.test;

/**
 * The {@code Sec-Fetch-*} headers (Fetch Metadata Request Headers, section 3).
 */
final class FetchMetadata {

	private FetchMetadata() {
	}

	/**
	 * Browsers send them to trustworthy servers only.
	 * @see <a href="https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy">Secure
	 * Contexts, "potentially trustworthy origin"</a>
	 */
	static HeaderList add(FetchRequest request, HeaderList headers) {
		if (!request.currentUrl().origin().isTrustworthy()) {
			return headers;
		}
		return headers.with("Sec-Fetch-Dest", "empty")
			.with("Sec-Fetch-Mode", request.options().mode().toString())
			.with("Sec-Fetch-Site", site(request));
	}

	private static String site(FetchRequest request) {
		String site = "same-origin";
		for (WebUrl url : request.urls()) {
			if (request.origin().isSameOrigin(url.origin())) {
				continue;
			}
			if (!request.origin().isSameSite(url.origin())) {
				return "cross-site";
			}
			site = "same-site";
		}
		return site;
	}

}
