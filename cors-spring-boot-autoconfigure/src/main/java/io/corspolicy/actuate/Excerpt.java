package io.corspolicy.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a list that is returned: there may be a million entries.
 *
 * @param text what an entry has to contain
 * @param offset how many matching entries are skipped
 * @param limit how many are returned then
 */
record Excerpt(String text, int offset, int limit) {

	static final int DEFAULT_LIMIT = 100;

	static final int MAX_LIMIT = 1000;

	/** The part of a list for which no parameters were given. */
	static final Excerpt BEGINNING = new Excerpt("", 0, DEFAULT_LIMIT);

	/**
	 * Render a list.
	 * @return {@code value}; for a part of the list also {@code total} and, if a text was
	 * searched for, {@code matching}
	 */
	Map<String, Object> render(List<?> list) {
		List<String> told = new ArrayList<>();
		int matching = 0;
		for (Object entry : list) {
			String written = String.valueOf(entry);
			if (written.contains(this.text)) {
				if (matching >= this.offset && told.size() < this.limit) {
					told.add(written);
				}
				matching++;
			}
		}
		Map<String, Object> rendered = new LinkedHashMap<>();
		rendered.put("value", told);
		if (told.size() < list.size()) {
			rendered.put("total", list.size());
			if (!this.text.isEmpty()) {
				rendered.put("matching", matching);
			}
		}
		return rendered;
	}

}
