package io.corspolicy.autoconfigure.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

/**
 * How a property is written.
 */
enum Notation {

	YAML {

		@Override
		List<String> lines(ProblemLocation place, String prefix, List<Edit> edits) {
			List<String> lines = new ArrayList<>();
			List<String> above = List.of();
			for (Edit edit : edits) {
				if (edit.field().equals("name")) {
					lines.add(edit.value() + ":");
					continue;
				}
				List<String> keys = List.of(edit.field().split("\\.(?![^\\[]*])"));
				// The last key suffices where the one above it is there already.
				boolean there = edit.value() == null || place.property().startsWith(parent(prefix + edit.field()));
				int first = there ? keys.size() - 1 : 0;
				for (int i = first; i < keys.size() - 1; i++) {
					if (above.size() <= i || !above.subList(0, i + 1).equals(keys.subList(0, i + 1))) {
						lines.add("  ".repeat(i - first) + keys.get(i) + ":");
					}
				}
				above = keys;
				String indent = "  ".repeat(keys.size() - 1 - first);
				lines(keys.get(keys.size() - 1), edit.value()).forEach((line) -> lines.add(indent + line));
			}
			return lines;
		}

		private static List<String> lines(String key, @Nullable Object value) {
			String line = new Edit(key, value).toString();
			if (!(value instanceof List<?> entries) || line.length() <= MAX_LINE || key.endsWith("]")) {
				return line.lines().toList();
			}
			List<String> lines = new ArrayList<>();
			lines.add(key + ":");
			if (entries.size() > MAX_ENTRIES) {
				// Nothing is to be pasted that is shorter than what was written.
				lines.add("  (the same " + entries.size() + " entries)");
				return lines;
			}
			entries.forEach((entry) -> lines.add("  " + new Edit("[]", entry)));
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
		String property(ProblemLocation place, String property) {
			String written = place.where().substring(place.where().lastIndexOf(' ') + 1);
			return property.equals(place.property()) ? written : variable(property);
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

	List<String> lines(ProblemLocation place, String prefix, List<Edit> edits) {
		return edits.stream().map((edit) -> line(place, prefix, edit)).toList();
	}

	private String line(ProblemLocation place, String prefix, Edit edit) {
		if (edit.field().equals("name")) {
			return "(begin its keys with " + name(parent(prefix.substring(0, prefix.length() - 1)) + edit.value())
					+ ")";
		}
		String property = property(place, prefix + edit.field());
		return (edit.value() != null) ? assignment(property, plain(edit.value()))
				: "(leave " + name(property) + " out)";
	}

	String assignment(String property, String value) {
		return property + "=" + value;
	}

	String name(String property) {
		return property;
	}

	String property(ProblemLocation place, String property) {
		return property;
	}

	private static String parent(String property) {
		return property.substring(0, property.lastIndexOf('.') + 1);
	}

	private static String variable(String property) {
		return property.toUpperCase(Locale.ROOT).replace("-", "").replaceAll("\\[([0-9]+)]", "_$1").replace('.', '_');
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
		return (value instanceof Duration) ? new Edit("", value).toString().substring(2) : value.toString();
	}

}
