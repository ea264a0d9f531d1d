package io.corspolicy.autoconfigure.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem.Edit;

/**
 * How a property is written.
 */
enum Notation {

	YAML {

		@Override
		List<String> lines(PolicyField at, String name, PolicyField prefix, List<Edit> edits) {
			List<String> lines = new ArrayList<>();
			List<PolicyField> above = List.of();
			for (Edit edit : edits) {
				if (edit.at().equals(PolicyField.NAME)) {
					lines.add(edit.value() + ":");
					continue;
				}
				List<PolicyField> keys = edit.at().keys();
				// The last key suffices if the one above it is already there.
				boolean there = edit.value() == null || at.isWithin(above(prefix.append(edit.at())));
				int first = there ? keys.size() - 1 : 0;
				for (int i = first; i < keys.size() - 1; i++) {
					if (above.size() <= i || !above.subList(0, i + 1).equals(keys.subList(0, i + 1))) {
						lines.add("  ".repeat(i - first) + keys.get(i) + ":");
					}
				}
				above = keys;
				String indent = "  ".repeat(keys.size() - 1 - first);
				lines(new Edit(keys.get(keys.size() - 1), edit.value())).forEach((line) -> lines.add(indent + line));
			}
			return lines;
		}

		/** The section that a key is in. */
		private static PolicyField above(PolicyField field) {
			PolicyField key = field;
			while (key.isEntry()) {
				key = key.parent();
			}
			return key.parent();
		}

		private static List<String> lines(Edit edit) {
			String line = edit.toString();
			if (!(edit.value() instanceof List<?> entries) || line.length() <= MAX_LINE || edit.at().isEntry()) {
				return line.lines().toList();
			}
			List<String> lines = new ArrayList<>();
			lines.add(edit.at() + ":");
			if (entries.size() > MAX_ENTRIES) {
				// Nothing is to be pasted that is shorter than what was written.
				lines.add("  (the same " + entries.size() + " entries)");
				return lines;
			}
			entries.forEach((entry) -> lines.add("  - " + Edit.yaml(Objects.requireNonNull(entry))));
			return lines;
		}

	},

	PROPERTIES {

		@Override
		String assignment(String property, String value) {
			return property + "=" + value.replace("\\", "\\\\");
		}

	},

	VARIABLE {

		@Override
		String assignment(String property, String value) {
			return property + "=" + value;
		}

		@Override
		String property(PolicyField at, String name, PolicyField property) {
			return property.equals(at) ? name : variable(property);
		}

	},

	/** A whole document in one variable: never a line that would replace all of it. */
	JSON {

		@Override
		String assignment(String property, String value) {
			return property + ": " + value;
		}

		@Override
		String plain(Object value) {
			if (value instanceof List<?> list) {
				return list.stream().map(Notation::json).collect(Collectors.joining(", ", "[", "]"));
			}
			return (value instanceof Boolean || value instanceof Number) ? value.toString() : json(super.plain(value));
		}

	},

	COMMAND_LINE {

		@Override
		String assignment(String property, String value) {
			return quotedForShell("--" + property + "=" + value);
		}

		@Override
		String name(String property) {
			return "--" + property;
		}

	},

	SYSTEM_PROPERTY {

		@Override
		String assignment(String property, String value) {
			return quotedForShell("-D" + property + "=" + value);
		}

		@Override
		String name(String property) {
			return "-D" + property;
		}

	};

	private static final int MAX_LINE = 72;

	private static final int MAX_ENTRIES = 40;

	/**
	 * Changes as lines, ready to paste.
	 * @param at the property that the changes are near
	 * @param name the name of that property as it was written
	 * @param prefix what the fields of the changes are relative to
	 * @param edits the changes
	 */
	List<String> lines(PolicyField at, String name, PolicyField prefix, List<Edit> edits) {
		return edits.stream().map((edit) -> line(at, name, prefix, edit)).toList();
	}

	private String line(PolicyField at, String name, PolicyField prefix, Edit edit) {
		if (edit.at().equals(PolicyField.NAME)) {
			return "(begin its keys with " + name(prefix.parent().append(String.valueOf(edit.value())).toString())
					+ ")";
		}
		String property = property(at, name, prefix.append(edit.at()));
		return (edit.value() != null) ? assignment(property, plain(edit.value()))
				: "(leave " + name(property) + " out)";
	}

	String assignment(String property, String value) {
		return property + "=" + value;
	}

	String name(String property) {
		return property;
	}

	String property(PolicyField at, String name, PolicyField property) {
		return property.toString();
	}

	private static String variable(PolicyField property) {
		return property.elements()
			.stream()
			.map((element) -> element.text().toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'))
			.collect(Collectors.joining("_"));
	}

	private static String quotedForShell(String argument) {
		return argument.matches("[A-Za-z0-9.:/,=_@\\[\\]-]+") && !argument.contains("[") ? argument
				: "'" + argument.replace("'", "'\\''") + "'";
	}

	private static String json(Object value) {
		return "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	String plain(Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(String::valueOf).collect(Collectors.joining(","));
		}
		return (value instanceof Duration) ? Edit.yaml(value) : value.toString();
	}

}
