package io.corspolicy.test;

import java.util.Arrays;
import java.util.List;

/**
 * Answers and outcomes in one line each, for tables.
 */
final class Script {

	/** The origin of the page in every table. */
	static final String ORIGIN = "http://localhost:8081";

	private Script() {
	}

	/**
	 * An answer written as {@code 204 / Allow-Origin: ORIGIN / Max-Age: 5}. What all CORS
	 * headers' names begin with is left out.
	 */
	static List<String> answer(String line) {
		return Arrays.stream(line.split(" / ", -1))
			.map((field) -> field.matches("(Allow|Expose|Max)-.*") ? "Access-Control-" + field : field)
			.map((field) -> field.replace("ORIGIN", ORIGIN))
			.toList();
	}

	/** What a page gets: {@code CORS}, or {@code METHOD_NOT_ALLOWED at PREFLIGHT}. */
	static String outcome(FetchResult result) {
		Block block = result.block();
		return (block != null) ? block.reason() + " at " + block.phase() : result.type().toString();
	}

}
