package io.corspolicy.scenarios;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which rows an application behind the filter has seen.
 */
final class PassedRows {

	private final Set<String> rows = ConcurrentHashMap.newKeySet();

	void add(String row) {
		this.rows.add(row);
	}

	boolean contains(String row) {
		return this.rows.contains(row);
	}

}
