package io.corspolicy.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What to write where a value comes through a placeholder: what the placeholder names is
 * corrected at its own place. In the place of the placeholder, a value would hold on this
 * machine alone.
 */
final class PlaceholderAdvice {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)(?::([^${}]*))?}");

	private final ConfigurableEnvironment environment;

	PlaceholderAdvice(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Whether a value is written with a placeholder.
	 */
	static boolean isThroughPlaceholder(@Nullable ProblemPlace place) {
		return place != null && place.written() instanceof String text && text.contains("${");
	}

	/**
	 * Find the value that the placeholder names, where that is the whole value.
	 * @param place a place whose value is a placeholder
	 * @return the place of that value, or {@code null} where it is not set or is only a
	 * part
	 */
	@Nullable ProblemPlace behind(ProblemPlace place) {
		Matcher whole = PLACEHOLDER.matcher(String.valueOf(place.written()).strip());
		if (!whole.matches()) {
			return null;
		}
		String name = whole.group(1).strip();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			Object value = source.getProperty(name);
			if (value != null && !source.getName().equals("configurationProperties")) {
				return value.toString().contains("${") ? null
						: new ProblemPlace(name, value, origin(source, name), false, null);
			}
		}
		return null;
	}

	private static @Nullable Origin origin(PropertySource<?> source, String name) {
		if (source instanceof SystemEnvironmentPropertySource variables) {
			String variable = name.replace('.', '_').replace('-', '_');
			return variables.getSource()
				.keySet()
				.stream()
				.filter((key) -> key.equals(name) || key.equalsIgnoreCase(variable))
				.findFirst()
				.map(SystemEnvironmentOrigin::new)
				.orElse(null);
		}
		return PropertySourceOrigin.get(source, name);
	}

	/**
	 * The lines that correct what the placeholder stands for.
	 * @param place the place of the placeholder
	 * @param prefix what the fields of the changes are relative to
	 * @param edits the changes, as if there were no placeholder
	 */
	List<String> lines(ProblemPlace place, String prefix, List<Edit> edits) {
		Edit edit = edits.get(0);
		String value = plain(edit.value());
		ProblemPlace behind = behind(place);
		if (behind != null) {
			return behind.lines("", List.of(new Edit(behind.property(), value)));
		}
		String written = String.valueOf(place.written()).strip();
		Matcher whole = PLACEHOLDER.matcher(written);
		if (whole.matches() && whole.group(2) != null && value.chars().noneMatch((c) -> c == '{' || c == '}')) {
			Edit withDefault = new Edit(edit.field(), "${" + whole.group(1) + ":" + value + "}");
			return new ProblemPlace(place.property(), place.written(), place.origin(), place.inherited(), null)
				.lines(prefix, List.of(withDefault));
		}
		return List.of("(correct what " + names(written) + " stands for, so that the value is \"" + value + "\")");
	}

	private static String plain(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(String::valueOf).collect(Collectors.joining(","));
		}
		return (value != null) ? Notation.PROPERTIES.plain(value) : "";
	}

	private static String names(String written) {
		Set<String> names = new LinkedHashSet<>();
		Matcher placeholder = PLACEHOLDER.matcher(written);
		while (placeholder.find()) {
			names.add("${" + placeholder.group(1) + "}");
		}
		return names.isEmpty() ? "the placeholder" : String.join(" and ", names);
	}

}
