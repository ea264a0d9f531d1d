package io.corspolicy.autoconfigure.properties;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where a value was written: a file with line and column, a variable, an argument.
 *
 * @param words the place in words, or an empty string if it is not known
 * @param notation how properties are written there
 * @param name the property's name as it was written, or an empty string for a file, which
 * has it at the line
 */
record ValuePlace(String words, Notation notation, String name) {

	private static final String COMMAND_LINE = "commandLineArgs";

	/** The variable, argument or property that Spring Boot reads as a JSON document. */
	private static final String JSON = "springapplicationjson";

	static ValuePlace of(@Nullable Origin origin) {
		Origin innermost = origin;
		while (innermost instanceof PropertySourceOrigin source && source.getOrigin() != null) {
			innermost = source.getOrigin();
		}
		if (innermost instanceof SystemEnvironmentOrigin variable) {
			return variable(variable.getProperty());
		}
		if (innermost instanceof PropertySourceOrigin source) {
			return of(source.getPropertySource().getName(), source.getPropertyName());
		}
		return new ValuePlace(Objects.toString(innermost, ""),
				isProperties(innermost) ? Notation.PROPERTIES : Notation.YAML, "");
	}

	private static ValuePlace of(String source, String name) {
		return switch (source) {
			case COMMAND_LINE -> named("command line, --" + name, Notation.COMMAND_LINE, name);
			case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> variable(name);
			case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
				named("system property " + name, Notation.SYSTEM_PROPERTY, name);
			default -> named("property source \"" + source + "\"", Notation.PROPERTIES, name);
		};
	}

	private static ValuePlace variable(String name) {
		return named("environment variable " + name, Notation.VARIABLE, name);
	}

	private static ValuePlace named(String words, Notation notation, String name) {
		boolean json = PropertyNames.uniform(name).equals(JSON);
		return new ValuePlace(words, json ? Notation.JSON : notation, name);
	}

	private static boolean isProperties(@Nullable Origin origin) {
		String file = (origin instanceof TextResourceOrigin text && text.getResource() != null)
				? text.getResource().getFilename() : null;
		return file != null && file.endsWith(".properties");
	}

}
