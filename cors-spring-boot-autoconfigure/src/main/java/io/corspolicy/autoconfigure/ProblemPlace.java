package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

	private static final String JSON = "springapplicationjson";

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

	/** The variable, argument or property that Spring Boot reads as a JSON document. */
	private static boolean isJson(@Nullable Origin origin) {
		String name = (origin instanceof SystemEnvironmentOrigin variable) ? variable.getProperty()
				: (origin instanceof PropertySourceOrigin source) ? source.getPropertyName() : "";
		return KnownKeys.uniform(name).equals(JSON);
	}

	private Notation notation() {
		Origin origin = file(this.origin);
		if (isJson(origin)) {
			return Notation.JSON;
		}
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
		List<Edit> whole = whole(edits);
		List<Edit> set = whole.stream().filter((edit) -> edit.value() != null).toList();
		// What is written anew under another key is left out under the old one, of
		// course.
		boolean renamed = !set.isEmpty() && set.size() < whole.size() && isRenamed(whole);
		return notation().lines(this, prefix, renamed ? set : whole);
	}

	/**
	 * The changes with a list that is written as one value changed as a whole.
	 */
	List<Edit> whole(List<Edit> edits) {
		return (this.entries != null) ? whole(this.entries, edits) : edits;
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

}
