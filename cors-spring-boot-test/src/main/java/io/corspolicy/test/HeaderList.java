package io.corspolicy.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Header fields in order, one by one as on the wire
 * (<a href="https://fetch.spec.whatwg.org/#concept-header-list">Fetch, "header
 * list"</a>). Immutable. Names are case-insensitive.
 */
public final class HeaderList {

	private static final HeaderList EMPTY = new HeaderList(List.of());

	private final List<Field> fields;

	private HeaderList(List<Field> fields) {
		this.fields = Collections.unmodifiableList(fields);
	}

	/**
	 * A list without fields.
	 * @return the list
	 */
	public static HeaderList empty() {
		return EMPTY;
	}

	/**
	 * This list and one more field at its end.
	 * @param name the field's name
	 * @param value the field's value; blanks around it are removed
	 * @return a new list
	 */
	public HeaderList with(String name, String value) {
		List<Field> copy = new ArrayList<>(this.fields);
		copy.add(new Field(name, FieldSyntax.trim(value)));
		return new HeaderList(copy);
	}

	/**
	 * This list without the fields of a name.
	 * @param name the name
	 * @return a new list
	 */
	public HeaderList without(String name) {
		return new HeaderList(this.fields.stream().filter((field) -> !field.is(name)).toList());
	}

	/**
	 * This list with one field for each name, the values of repeated ones joined.
	 * @return a new list
	 */
	HeaderList combined() {
		HeaderList combined = EMPTY;
		for (Field field : this.fields) {
			String value = get(field.name());
			if (value != null && !combined.contains(field.name())) {
				combined = combined.with(field.name(), value);
			}
		}
		return combined;
	}

	/**
	 * The fields of a name as one value
	 * (<a href="https://fetch.spec.whatwg.org/#concept-header-list-get">Fetch,
	 * "get"</a>).
	 * @param name the name
	 * @return the values, separated by a comma and a blank, or {@code null} for none
	 */
	public @Nullable String get(String name) {
		return contains(name) ? String.join(", ", values(name)) : null;
	}

	/**
	 * The values of a name's fields, line by line.
	 * @param name the name
	 * @return the values, or an empty list
	 */
	public List<String> values(String name) {
		return this.fields.stream().filter((field) -> field.is(name)).map(Field::value).toList();
	}

	/**
	 * Whether there is a field of a name.
	 * @param name the name
	 * @return whether there is one
	 */
	public boolean contains(String name) {
		return this.fields.stream().anyMatch((field) -> field.is(name));
	}

	/**
	 * The names, in lower case, sorted and each of them once.
	 * @return the names
	 */
	public List<String> names() {
		return this.fields.stream().map((field) -> field.name().toLowerCase(Locale.ROOT)).distinct().sorted().toList();
	}

	/**
	 * The fields in order.
	 * @return the fields
	 */
	public List<Field> fields() {
		return this.fields;
	}

	@Override
	public String toString() {
		return this.fields.toString();
	}

	/**
	 * A header field.
	 *
	 * @param name the name, as written
	 * @param value the value, without blanks around it
	 */
	public record Field(String name, String value) {

		boolean is(String name) {
			return this.name.equalsIgnoreCase(name);
		}

		@Override
		public String toString() {
			return this.name + ": " + this.value;
		}

	}

}
