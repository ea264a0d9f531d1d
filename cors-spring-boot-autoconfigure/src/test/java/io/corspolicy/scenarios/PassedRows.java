package io.corspolicy.scenarios;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which rows an application behind the filter has seen, and from which origin.
 */
final class PassedRows {

	private final Map<String, List<String>> rows = new ConcurrentHashMap<>();

	void add(String row, List<String> origins) {
		this.rows.put(row, List.copyOf(origins));
	}

	boolean contains(String row) {
		return this.rows.containsKey(row);
	}

	/** The values of {@code Origin} as the application saw them. */
	List<String> origins(String row) {
		return this.rows.getOrDefault(row, List.of());
	}

}
