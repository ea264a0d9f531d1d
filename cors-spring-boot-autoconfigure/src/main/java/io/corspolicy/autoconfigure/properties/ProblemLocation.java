package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.PolicyField;
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
 * @param at the whole property
 * @param written the value as it was written, or {@code null} where there is none
 * @param origin where it was written, or, where there is none, where the policy is
 * @param inherited whether it stands below {@code cors.defaults} and not in the policy
 * @param list the place in a list, or {@code null} for none
 * @param placeholders what placeholders in the value stand for
 */
public record ProblemLocation(PolicyField at, @Nullable Object written, @Nullable Origin origin, boolean inherited,
		@Nullable ListLocation list, Placeholders placeholders) {

	private static final String COMMAND_LINE = "commandLineArgs";

	private static final String JSON = "springapplicationjson";

	/**
	 * The property's full name.
	 */
	public String property() {
		return this.at.toString();
	}

	/**
	 * Where the value was written, in words.
	 */
	public String where() {
		return where(this.origin);
	}

	/**
	 * The properties that placeholders in the value stand for, and where those were
	 * written, in words.
	 */
	List<String> through() {
		return Placeholders.in(String.valueOf(this.written))
			.stream()
			.map(this.placeholders::find)
			.filter(Objects::nonNull)
			.map((value) -> value.property() + ", " + where(value.origin()))
			.distinct()
			.toList();
	}

	/**
	 * The entries of a list, or of a part of it, that was written as one value, otherwise
	 * {@code null}.
	 */
	@Nullable List<String> entries() {
		return (this.list != null) ? this.list.entries() : null;
	}

	/**
	 * A place in words: a file with line and column, a variable, an argument.
	 */
	public static String where(@Nullable Origin written) {
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
		return PropertyNames.uniform(name).equals(JSON);
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
	List<String> lines(PolicyField prefix, List<Edit> edits) {
		Map<String, String> behind = new LinkedHashMap<>();
		List<Edit> changes = (this.list != null) ? this.list.rewrite(edits, notation() != Notation.YAML, behind)
				: changes(prefix, edits, behind);
		List<Edit> set = changes.stream().filter((edit) -> edit.value() != null).toList();
		// What is written anew under another key is left out under the old one, of
		// course.
		boolean renamed = !set.isEmpty() && set.size() < changes.size() && isRenamed(changes);
		List<String> lines = new ArrayList<>(notation().lines(this, prefix, renamed ? set : changes));
		boolean several = !lines.isEmpty() || behind.size() > 1;
		behind.forEach((text, value) -> lines.addAll(behind(text, value, several)));
		return lines;
	}

	private List<Edit> changes(PolicyField prefix, List<Edit> edits, Map<String, String> behind) {
		if (!Placeholders.isIn(this.written)) {
			return edits;
		}
		List<Edit> changes = new ArrayList<>();
		for (Edit edit : edits) {
			if (edit.value() == null || !this.at.equals(prefix.append(edit.at()))) {
				changes.add(edit);
				continue;
			}
			String value = Notation.PROPERTIES.plain(edit.value());
			String kept = this.placeholders.keep(String.valueOf(this.written), value);
			if (kept != null) {
				changes.add(new Edit(edit.at(), kept));
			}
			else {
				behind.put(String.valueOf(this.written), value);
			}
		}
		return changes;
	}

	/**
	 * What to write where the value of a placeholder is: in its place, a value would hold
	 * on this machine alone.
	 */
	private List<String> behind(String text, String target, boolean named) {
		List<String> all = Placeholders.in(text);
		Placeholders.Value value = all.equals(List.of(text.strip())) ? this.placeholders.find(all.get(0)) : null;
		if (value == null || Placeholders.isIn(value.value())) {
			return List.of("(correct what " + String.join(" and ", all) + " stands for, so that the value is \""
					+ target + "\")");
		}
		List<String> lines = new ArrayList<>();
		if (named) {
			lines.add("# " + where(value.origin()));
		}
		PolicyField property = PolicyField.parse(value.property());
		lines.addAll(new ProblemLocation(property, value.value(), value.origin(), false, null, this.placeholders)
			.lines(PolicyField.NONE, List.of(new Edit(property, target))));
		return lines;
	}

	private static boolean isRenamed(List<Edit> edits) {
		return edits.get(0).value() == null && !edits.get(0).at().isEntry();
	}

}
