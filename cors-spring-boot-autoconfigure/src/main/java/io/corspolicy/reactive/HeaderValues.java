package io.corspolicy.reactive;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/**
 * Methods of {@link HttpHeaders} whose signature differs between Spring Framework 6,
 * where it is a map, and 7.
 */
final class HeaderValues {

	private HeaderValues() {
	}

	/**
	 * The values of all lines of a field. An absent one costs no copy.
	 * @return the values, or {@code null} if the field is absent
	 */
	static @Nullable List<String> get(HttpHeaders headers, String name) {
		if (headers.getFirst(name) == null) {
			return null;
		}
		MultiValueMap<String, String> map = asMap(headers);
		return (map != null) ? map.get(name) : headers.get(name);
	}

	/**
	 * A copy of the fields' names, made in the cheapest way on Netty.
	 */
	static Set<String> names(HttpHeaders headers) {
		return headers.toSingleValueMap().keySet();
	}

	static void remove(HttpHeaders headers, String name) {
		if (headers.getFirst(name) == null) {
			return;
		}
		MultiValueMap<String, String> map = asMap(headers);
		if (map != null) {
			map.remove(name);
		}
		else {
			headers.remove(name);
		}
	}

	@SuppressWarnings("unchecked")
	private static @Nullable MultiValueMap<String, String> asMap(Object headers) {
		return (headers instanceof MultiValueMap<?, ?> map) ? (MultiValueMap<String, String>) map : null;
	}

}
