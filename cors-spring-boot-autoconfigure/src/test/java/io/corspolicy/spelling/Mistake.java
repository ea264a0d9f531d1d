package io.corspolicy.spelling;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * What a filter may take a path or a method for, otherwise than the router behind it.
 */
enum Mistake {

	DECODES_TWICE {

		@Override
		String path(String uri) {
			return UriUtils.decode(uri.replaceAll("%(?!25)", "%25"), StandardCharsets.UTF_8);
		}

	},

	DOES_NOT_DECODE {

		@Override
		String path(String uri) {
			return uri.replace("%", "%25");
		}

	},

	COLLAPSES_SLASHES {

		@Override
		String path(String uri) {
			return uri.replaceAll("/{2,}", "/");
		}

	},

	LEAVES_SLASHES_OUT_AT_THE_END {

		@Override
		String path(String uri) {
			return uri.replaceAll("(?<=.)/+$", "");
		}

	},

	RESOLVES_DOTS {

		@Override
		String path(String uri) {
			return StringUtils.cleanPath(uri);
		}

	},

	TAKES_PARAMETERS_FOR_NAMES {

		@Override
		String path(String uri) {
			return uri.replace(";", "%3B");
		}

	},

	IGNORES_CASE {

		@Override
		String path(String uri) {
			return uri.toLowerCase(Locale.ROOT);
		}

	},

	TAKES_PREFLIGHTS_FOR_GET {

		@Override
		List<String> header(String name, List<String> values) {
			return name.equalsIgnoreCase("Access-Control-Request-Method")
					? values.stream().map((value) -> "GET").toList() : values;
		}

	};

	String path(String uri) {
		return uri;
	}

	List<String> header(String name, List<String> values) {
		return values;
	}

	/**
	 * A request as a filter sees it that makes this mistake.
	 */
	HttpServletRequest on(HttpServletRequest request) {
		return new HttpServletRequestWrapper(request) {

			@Override
			public String getRequestURI() {
				return path(super.getRequestURI());
			}

			@Override
			public @Nullable String getHeader(String name) {
				return header(name, Collections.list(super.getHeaders(name))).stream().findFirst().orElse(null);
			}

			@Override
			public Enumeration<String> getHeaders(String name) {
				return Collections.enumeration(header(name, Collections.list(super.getHeaders(name))));
			}

		};
	}

}
