package io.corspolicy.spelling;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status the status
 * @param fields the header fields, their names in lower case
 */
record Answer(int status, List<Field> fields) {

	@Nullable String ran() {
		return field(Controllers.RAN);
	}

	@Nullable String path() {
		return field(Controllers.PATH);
	}

	@Nullable String field(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return this.fields.stream()
			.filter((field) -> field.name().equals(lowerCase))
			.map(Field::value)
			.findFirst()
			.orElse(null);
	}

	/**
	 * All that a policy may have written but {@code Vary}, sorted.
	 */
	List<String> corsFields() {
		return this.fields.stream()
			.filter((field) -> field.name().startsWith("access-control-"))
			.map(Field::toString)
			.sorted()
			.toList();
	}

	boolean variesByOrigin() {
		return this.fields.stream()
			.filter((field) -> field.name().equals("vary"))
			.anyMatch((field) -> List.of(field.value().toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("origin"));
	}

	@Override
	public String toString() {
		return this.status + ", ran " + ran() + ", " + corsFields() + (variesByOrigin() ? ", varies by origin" : "");
	}

	/**
	 * A header field.
	 *
	 * @param name the name in lower case
	 * @param value the value
	 */
	record Field(String name, String value) {

		@Override
		public String toString() {
			return this.name + ": " + this.value;
		}

	}

}
