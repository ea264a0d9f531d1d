package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the value stands that a problem is about.
 *
 * @param property the property's full name
 * @param written the value as it was written, or {@code null} where there is none
 * @param origin where it was written, or, where there is none, where the policy is
 * @param inherited whether it stands below {@code cors.defaults} and not in the policy
 * @param entries the entries of a list that was written as one value, otherwise
 * {@code null}
 */
record ProblemPlace(String property, @Nullable Object written, @Nullable Origin origin, boolean inherited,
		@Nullable List<String> entries) {

	private static final String COMMAND_LINE = "commandLineArgs";

	/**
	 * Where the value was written, in words.
	 */
	String where() {
		return where(this.origin);
	}

	/**
	 * A place in words: a file with line and column, a variable, an argument.
	 */
	static String where(@Nullable Origin written) {
		Origin origin = file(written);
		if (origin instanceof SystemEnvironmentOrigin variable) {
			return "environment variable " + variable.getProperty();
		}
		if (origin instanceof PropertySourceOrigin other) {
			return switch (other.getPropertySource().getName()) {
				case COMMAND_LINE -> "command line, --" + other.getPropertyName();
				case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
					"environment variable " + other.getPropertyName();
				case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
					"system property " + other.getPropertyName();
				default -> "property source \"" + other.getPropertySource().getName() + "\"";
			};
		}
		return Objects.toString(origin, "");
	}

	private static @Nullable Origin file(@Nullable Origin written) {
		Origin origin = written;
		while (origin instanceof PropertySourceOrigin source && source.getOrigin() != null) {
			origin = source.getOrigin();
		}
		return origin;
	}

	private Notation notation() {
		Origin origin = file(this.origin);
		if (origin instanceof TextResourceOrigin text) {
			String file = (text.getResource() != null) ? text.getResource().getFilename() : null;
			return (file != null && file.endsWith(".properties")) ? Notation.PROPERTIES : Notation.YAML;
		}
		if (origin instanceof SystemEnvironmentOrigin) {
			return Notation.VARIABLE;
		}
		if (origin instanceof PropertySourceOrigin source) {
			return switch (source.getPropertySource().getName()) {
				case COMMAND_LINE -> Notation.COMMAND_LINE;
				case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> Notation.VARIABLE;
				case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> Notation.SYSTEM_PROPERTY;
				default -> Notation.PROPERTIES;
			};
		}
		return Notation.YAML;
	}

	/**
	 * The changes as lines in the notation of the place, ready to paste.
	 * @param prefix what the fields of the changes are relative to
	 * @param edits the changes
	 */
	List<String> lines(String prefix, List<Edit> edits) {
		List<Edit> whole = (this.entries != null) ? whole(this.entries, edits) : edits;
		List<Edit> set = whole.stream().filter((edit) -> edit.value() != null).toList();
		// What is written anew under another key is left out under the old one, of
		// course.
		boolean renamed = !set.isEmpty() && set.size() < whole.size() && isRenamed(whole);
		return notation().lines(this, prefix, renamed ? set : whole);
	}

	private static boolean isRenamed(List<Edit> edits) {
		return edits.get(0).value() == null && !edits.get(0).field().endsWith("]");
	}

	/**
	 * A list that is one value is written anew as a whole.
	 */
	private static List<Edit> whole(List<String> entries, List<Edit> edits) {
		List<Edit> whole = new ArrayList<>();
		List<List<String>> changed = new ArrayList<>(entries.stream().map(List::of).toList());
		String list = null;
		for (Edit edit : edits) {
			int bracket = edit.field().indexOf('[');
			int index = (bracket > 0) ? Integer.parseInt(edit.field(), bracket + 1, edit.field().length() - 1, 10) : -1;
			if (index < 0 || index >= changed.size()) {
				whole.add(edit);
				continue;
			}
			list = edit.field().substring(0, bracket);
			changed.set(index, strings(edit.value()));
		}
		if (list != null) {
			whole.add(0, new Edit(list, changed.stream().flatMap(List::stream).toList()));
		}
		return whole;
	}

	private static List<String> strings(@Nullable Object value) {
		if (value instanceof List<?> several) {
			return several.stream().map(String::valueOf).toList();
		}
		return (value != null) ? List.of(value.toString()) : List.of();
	}

	/**
	 * How a property is written.
	 */
	enum Notation {

		YAML {

			@Override
			List<String> lines(ProblemPlace place, String prefix, List<Edit> edits) {
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
				entries.stream().limit(MAX_ENTRIES).forEach((entry) -> lines.add("  " + new Edit("[]", entry)));
				if (entries.size() > MAX_ENTRIES) {
					lines.add("  # and " + (entries.size() - MAX_ENTRIES) + " more");
				}
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
			String property(ProblemPlace place, String property) {
				String written = place.where().substring(place.where().lastIndexOf(' ') + 1);
				return property.equals(place.property()) ? written : variable(property);
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

		private static final int MAX_ENTRIES = 8;

		List<String> lines(ProblemPlace place, String prefix, List<Edit> edits) {
			return edits.stream().map((edit) -> line(place, prefix, edit)).toList();
		}

		private String line(ProblemPlace place, String prefix, Edit edit) {
			if (edit.field().equals("name")) {
				return name(parent(prefix.substring(0, prefix.length() - 1)) + edit.value() + "...");
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

		String property(ProblemPlace place, String property) {
			return property;
		}

		private static String parent(String property) {
			return property.substring(0, property.lastIndexOf('.') + 1);
		}

		private static String variable(String property) {
			return property.toUpperCase(Locale.ROOT)
				.replace("-", "")
				.replaceAll("\\[([0-9]+)]", "_$1")
				.replace('.', '_');
		}

		private static String quotedForShell(String argument) {
			return argument.matches("[A-Za-z0-9.:/,=_@\\[\\]-]+") && !argument.contains("[") ? argument
					: "'" + argument.replace("'", "'\\''") + "'";
		}

		private static String plain(Object value) {
			if (value instanceof List<?> list) {
				return list.stream().map(String::valueOf).collect(Collectors.joining(","));
			}
			return (value instanceof Duration) ? new Edit("", value).toString().substring(2) : value.toString();
		}

	}

}
