package io.corspolicy.test;

import java.util.Locale;
import java.util.Set;

/**
 * Which response headers a page may read
 * (<a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>, step 13,
 * and <a href="https://fetch.spec.whatwg.org/#concept-filtered-response">"filtered
 * response"</a>).
 */
final class ResponseFilter {

	private static final Set<String> SAFELISTED = Set.of("cache-control", "content-language", "content-length",
			"content-type", "expires", "last-modified", "pragma");

	private ResponseFilter() {
	}

	static HeaderList filter(FetchRequest request, HeaderList headers) {
		return switch (request.tainting()) {
			case BASIC -> withoutForbidden(headers);
			case CORS -> exposed(request, headers);
			case OPAQUE -> HeaderList.empty();
		};
	}

	private static HeaderList exposed(FetchRequest request, HeaderList headers) {
		ListedNames listed = ListedNames.extract(headers, "Access-Control-Expose-Headers");
		boolean everything = listed.containsWildcard() && !request.includesCredentials();
		HeaderList exposed = HeaderList.empty();
		for (HeaderList.Field field : withoutForbidden(headers).fields()) {
			if (everything || listed.containsHeader(field.name()) || isSafelisted(field.name())) {
				exposed = exposed.with(field.name(), field.value());
			}
		}
		return exposed;
	}

	private static HeaderList withoutForbidden(HeaderList headers) {
		HeaderList allowed = headers;
		for (String name : headers.names()) {
			allowed = ForbiddenFields.isForbiddenResponseHeader(name) ? allowed.without(name) : allowed;
		}
		return allowed;
	}

	private static boolean isSafelisted(String name) {
		return SAFELISTED.contains(name.toLowerCase(Locale.ROOT));
	}

}
