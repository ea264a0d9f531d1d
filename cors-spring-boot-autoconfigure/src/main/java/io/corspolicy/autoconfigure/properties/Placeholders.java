package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.text.ListText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Values that hold placeholders: their values are those of this machine, so a suggestion
 * keeps them, or corrects the property that has the value.
 */
final class Placeholders {

	private final ConfigurableEnvironment environment;

	private final PlaceholdersResolver resolver;

	Placeholders(ConfigurableEnvironment environment) {
		this.environment = environment;
		this.resolver = new PropertySourcesPlaceholdersResolver(environment);
	}

	PlaceholdersResolver resolver() {
		return this.resolver;
	}

	static boolean isIn(@Nullable Object value) {
		return value instanceof CharSequence && value.toString().contains("${");
	}

	private String resolve(String text) {
		try {
			return Objects.toString(this.resolver.resolvePlaceholders(text), "");
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that leads back to itself.
			return text;
		}
	}

	/**
	 * Write a list with placeholders so that it has other entries.
	 * @param text the list as it was written
	 * @param changes what comes in place of an entry, by its position
	 * @param behind where a part can't be changed in place, what its placeholders have to
	 * come to is added
	 * @return the new text
	 */
	String rewrite(String text, Map<Integer, List<String>> changes, Map<String, String> behind) {
		List<String> rewritten = new ArrayList<>();
		int next = 0;
		for (String piece : ListText.split(text)) {
			List<String> fixed = new ArrayList<>();
			boolean changed = false;
			for (String entry : ListText.split(resolve(piece))) {
				List<String> change = changes.get(next++);
				changed |= change != null;
				fixed.addAll((change != null) ? change : List.of(entry));
			}
			String kept = changed ? keep(piece, String.join(",", fixed)) : piece;
			if (kept == null) {
				behind.put(piece, String.join(",", fixed));
			}
			rewritten.add((kept != null) ? kept : piece);
		}
		if (rewritten.equals(ListText.split(text))) {
			return text;
		}
		rewritten.removeIf(String::isEmpty);
		return String.join(",", rewritten);
	}

	/**
	 * Write a value with placeholders so that it comes to another text.
	 * @param text the value as it was written
	 * @param target what it has to come to
	 * @return the new text, or {@code null} if a placeholder can't stay
	 */
	@Nullable String keep(String text, String target) {
		List<String> all = in(text);
		if (all.isEmpty() || target.isEmpty() || isIn(target)) {
			return target;
		}
		String kept = target;
		int from = kept.startsWith(text.substring(0, text.indexOf("${"))) ? text.indexOf("${") : 0;
		for (String placeholder : all) {
			String value = resolve(placeholder);
			int found = value.isBlank() ? -1 : kept.indexOf(value, from);
			if (found < 0) {
				return withDefault(text, all, target);
			}
			kept = kept.substring(0, found) + placeholder + kept.substring(found + value.length());
			from = found + placeholder.length();
		}
		return resolve(kept).equals(target) ? kept : null;
	}

	/** If nothing else sets the property, a default has the effect of a value. */
	private @Nullable String withDefault(String text, List<String> placeholders, String target) {
		if (placeholders.size() != 1 || !text.strip().equals(placeholders.get(0)) || text.indexOf(':') < 0) {
			return null;
		}
		String changed = "${" + name(placeholders.get(0)) + ":" + target + "}";
		return resolve(changed).equals(target) ? changed : null;
	}

	/**
	 * The placeholders in a text, but for those within others.
	 */
	static List<String> in(String text) {
		List<String> placeholders = new ArrayList<>();
		int start = text.indexOf("${");
		while (start >= 0) {
			int depth = 0;
			int end = start + 1;
			do {
				depth += (text.charAt(end) == '{') ? 1 : (text.charAt(end) == '}') ? -1 : 0;
				end++;
			}
			while (depth > 0 && end < text.length());
			placeholders.add(text.substring(start, end));
			start = text.indexOf("${", end);
		}
		return placeholders;
	}

	private static String name(String placeholder) {
		Matcher name = Pattern.compile("\\$\\{([^:}]*)").matcher(placeholder);
		return name.find() ? name.group(1).strip() : "";
	}

	/**
	 * Look for the value that a placeholder resolves to.
	 * @param placeholder the placeholder
	 * @return the value, or {@code null} if it is its default, or unknown
	 */
	@Nullable Value find(String placeholder) {
		String name = name(placeholder);
		if (name.isEmpty() || name.contains("${")) {
			return null;
		}
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			Object value = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source) ? null
					: source.getProperty(name);
			if (value != null) {
				return new Value(written(source, name), value,
						ValuePlace.of(PropertySourceOrigin.get(source, written(source, name))));
			}
		}
		return null;
	}

	private static String written(PropertySource<?> source, String name) {
		if (source instanceof SystemEnvironmentPropertySource variables) {
			for (String variable : variables.getPropertyNames()) {
				if (PropertyNames.uniform(variable).equals(PropertyNames.uniform(name))) {
					return variable;
				}
			}
		}
		return name;
	}

	/**
	 * What a placeholder resolves to.
	 *
	 * @param property the property that has the value
	 * @param value the value as it was written
	 * @param place where it was written
	 */
	record Value(String property, Object value, ValuePlace place) {

	}

}
