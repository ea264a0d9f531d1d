package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.corspolicy.engine.text.SafeText;

/**
 * Values and prose as a report in a console shows them: of limited width, and safe.
 */
final class VisibleText {

	private VisibleText() {
	}

	/**
	 * A value in quotation marks, or a list of them.
	 */
	static String quoted(Object value, int width) {
		if (value instanceof List<?> list) {
			String entries = list.stream()
				.limit(width / 4)
				.map((entry) -> quoted(String.valueOf(entry), width))
				.collect(Collectors.joining(", "));
			return (list.size() <= width / 4 && entries.length() + 2 <= width) ? "[" + entries + "]"
					: "[" + cut(entries, width - 30) + "\u2026] (" + list.size() + " entries)";
		}
		if (!(value instanceof CharSequence)) {
			return SafeText.visible(value.toString());
		}
		String text = SafeText.visible(value.toString());
		return (text.length() + 2 <= width) ? "\"" + text + "\""
				: "\"" + cut(text, width - 30) + "\u2026\" (" + value.toString().length() + " characters)";
	}

	private static String cut(String text, int length) {
		int end = Math.min(text.length(), length);
		return text.substring(0, (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) ? end - 1 : end);
	}

	/**
	 * Break prose into lines at its blanks.
	 */
	static List<String> wrapped(String text, int width) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : text.split(" ")) {
			if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

}
