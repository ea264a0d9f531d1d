package io.corspolicy.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Removes header fields from responses that are not committed. Servlet 6.1 allows that by
 * a value of {@code null}, which some older containers ignore.
 */
final class ResponseFields {

	private ResponseFields() {
	}

	/**
	 * Remove fields from a response without a body.
	 */
	static void remove(HttpServletResponse response, Predicate<String> names) {
		List<String> removed = setToNull(response, names);
		if (removed.stream().anyMatch(response::containsHeader)) {
			startOver(response, names);
		}
	}

	/**
	 * Remove fields from a response that may have a body. If the container can't do that,
	 * their values are empty, which clients ignore.
	 */
	static void removeKeepingBody(HttpServletResponse response, Predicate<String> names) {
		for (String name : setToNull(response, names)) {
			if (response.containsHeader(name)) {
				response.setHeader(name, "");
			}
		}
	}

	private static List<String> setToNull(HttpServletResponse response, Predicate<String> names) {
		List<String> removed = response.getHeaderNames().stream().filter(names).toList();
		removed.forEach((name) -> response.setHeader(name, null));
		return removed;
	}

	/** All other fields are written again. */
	private static void startOver(HttpServletResponse response, Predicate<String> names) {
		record Field(String name, List<String> values) {
		}
		List<Field> fields = new ArrayList<>();
		for (String name : response.getHeaderNames()) {
			if (!names.test(name)) {
				fields.add(new Field(name, List.copyOf(response.getHeaders(name))));
			}
		}
		int status = response.getStatus();
		String contentType = response.getContentType();
		response.reset();
		response.setStatus(status);
		if (contentType != null) {
			response.setContentType(contentType);
		}
		for (Field field : fields) {
			if (!field.name().equalsIgnoreCase("Content-Type")) {
				field.values().forEach((value) -> response.addHeader(field.name(), value));
			}
		}
	}

}
