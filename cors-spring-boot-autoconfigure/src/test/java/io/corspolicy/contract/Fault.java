package io.corspolicy.contract;

import java.util.Locale;

import io.corspolicy.test.HeaderList;
import io.corspolicy.test.WireRequest;
import io.corspolicy.test.WireResponse;

/**
 * Something that a CORS library may do wrong, planted between an application and a
 * browser.
 */
enum Fault {

	/** Credentials are allowed by preflights alone. */
	CREDENTIALS_LOST {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			return isPreflight(request) ? response : response.without("Access-Control-Allow-Credentials");
		}

	},

	/** Every origin is repeated. */
	ORIGIN_REPEATED {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			String origin = request.headers().get("Origin");
			return (origin != null)
					? response.without("Access-Control-Allow-Origin").with("Access-Control-Allow-Origin", origin)
					: response;
		}

	},

	/** {@code null} is taken for everybody. */
	NULL_ALLOWED {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			boolean opaque = "null".equals(request.headers().get("Origin"));
			return (opaque && !response.contains("Access-Control-Allow-Origin"))
					? response.with("Access-Control-Allow-Origin", "null") : response;
		}

	},

	/** Caches are not told where the origin is not allowed. */
	VARY_LOST {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			return response.contains("Access-Control-Allow-Origin") ? response : response.without("Vary");
		}

	},

	/** Methods are listed in lower case. */
	METHODS_IN_LOWER_CASE {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			String methods = response.get("Access-Control-Allow-Methods");
			return (methods != null) ? response.without("Access-Control-Allow-Methods")
				.with("Access-Control-Allow-Methods", methods.toLowerCase(Locale.ROOT)) : response;
		}

	},

	/** Preflights are never remembered. */
	MAX_AGE_LOST {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			return response.without("Access-Control-Max-Age").with("Access-Control-Max-Age", "0");
		}

	},

	/** Nothing is exposed. */
	EXPOSED_HEADERS_LOST {

		@Override
		HeaderList change(WireRequest request, HeaderList response) {
			return response.without("Access-Control-Expose-Headers");
		}

	};

	abstract HeaderList change(WireRequest request, HeaderList response);

	Way on(Way way) {
		return new Way(name(), way.application(), (request) -> {
			WireResponse response = way.exchange(request);
			return new WireResponse(response.status(), change(request, response.headers()), response.body());
		});
	}

	private static boolean isPreflight(WireRequest request) {
		return request.headers().contains("Access-Control-Request-Method");
	}

}
