package io.corspolicy.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Reads the parameters of operations. An exception says what is missing or impossible.
 */
final class Parameters {

	private Parameters() {
	}

	static String required(String name, @Nullable String value, String example) {
		if (value == null || value.isBlank()) {
			throw invalid("The parameter " + name + " is missing: " + example + ".");
		}
		return value;
	}

	static boolean flag(String name, @Nullable String value) {
		if (value == null || value.isBlank() || value.equals("false")) {
			return false;
		}
		if (value.equals("true")) {
			return true;
		}
		throw invalid("The parameter " + name + " is true or false, not " + SafeText.quoted(value) + ".");
	}

	static int number(String name, @Nullable String value, int defaultValue, int maximum) {
		if (value == null || value.isBlank()) {
			return defaultValue;
		}
		if (value.matches("[0-9]{1,10}") && Long.parseLong(value) <= maximum) {
			return Integer.parseInt(value);
		}
		throw invalid("The parameter " + name + " is a number from 0 to " + maximum + ", not " + SafeText.quoted(value)
				+ ".");
	}

	/**
	 * Header fields have commas between them, and so have their values: what follows a
	 * colon is one value.
	 */
	static List<String> fields(@Nullable Object parameter) {
		Stream<?> texts = (parameter instanceof Collection<?> several) ? several.stream()
				: Stream.ofNullable(parameter);
		List<String> fields = new ArrayList<>();
		texts.map(String::valueOf).forEach((text) -> {
			int colon = text.indexOf(':');
			int start = 0;
			int comma = text.indexOf(',');
			while (comma >= 0 && (colon < 0 || comma < colon)) {
				fields.add(text.substring(start, comma));
				start = comma + 1;
				comma = text.indexOf(',', start);
			}
			fields.add(text.substring(start));
		});
		return fields;
	}

	static InvalidEndpointRequestException invalid(String message) {
		return new InvalidEndpointRequestException(message, message);
	}

}
