package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * What of a policy a {@linkplain PolicyProblem problem} is about: an attribute, an entry
 * of a list, or any other key that was written. It is relative to the policy, or, if the
 * problem is in none, to the whole configuration, such as {@code defaults.max-age}.
 * Immutable.
 *
 * @param elements the parts of the key, from the outside to the inside
 */
public record PolicyField(List<KeyElement> elements) {

	/** The policy as a whole, or the whole configuration. */
	public static final PolicyField NONE = new PolicyField(List.of());

	/** The policy's name. */
	public static final PolicyField NAME = of("name");

	/** The policy's paths. */
	public static final PolicyField PATHS = of("paths");

	/** The name of the policy's candidate. */
	public static final PolicyField CANDIDATE = of("candidate");

	/** What is written at an annotation without a name. */
	public static final PolicyField VALUE = of("value");

	/** What policies inherit. */
	public static final PolicyField DEFAULTS = of("defaults");

	/** The policies, each below its name. */
	public static final PolicyField POLICIES = of("policies");

	/**
	 * Create a field.
	 */
	public PolicyField {
		elements = List.copyOf(elements);
	}

	/**
	 * An attribute as a whole.
	 * @param attribute the attribute
	 * @return the field
	 */
	public static PolicyField of(Attribute<?> attribute) {
		return of(attribute.name());
	}

	/**
	 * One key.
	 * @param key the key, whatever characters it has
	 * @return the field
	 */
	public static PolicyField of(String key) {
		return new PolicyField(List.of(new KeyElement(key, false)));
	}

	/**
	 * Read a field.
	 * @param text keys with dots between them, and indexes or keys in brackets
	 * @return the field, the text of which is the same again
	 */
	public static PolicyField parse(String text) {
		PolicyField field = new PolicyField(KeyElement.parse(text));
		return field.toString().equals(text) ? field : of(text);
	}

	/**
	 * An entry of the list that this is.
	 * @param index the entry's index
	 * @return the field
	 */
	public PolicyField entry(int index) {
		return append(new KeyElement(Integer.toString(index), true));
	}

	/**
	 * An attribute below this.
	 * @param attribute the attribute
	 * @return the field
	 */
	public PolicyField append(Attribute<?> attribute) {
		return append(attribute.name());
	}

	/**
	 * A key below this one.
	 * @param key the key, whatever characters it has
	 * @return the field
	 */
	public PolicyField append(String key) {
		return append(new KeyElement(key, false));
	}

	/**
	 * An element below this.
	 * @param element the element
	 * @return the field
	 */
	public PolicyField append(KeyElement element) {
		return append(new PolicyField(List.of(element)));
	}

	/**
	 * A field below this one.
	 * @param field a field that is relative to this
	 * @return the field
	 */
	public PolicyField append(PolicyField field) {
		List<KeyElement> all = new ArrayList<>(this.elements);
		all.addAll(field.elements);
		return new PolicyField(all);
	}

	/**
	 * What this is in.
	 * @return the field without its last element; what is in nothing stays as it is
	 */
	public PolicyField parent() {
		return isEmpty() ? this : new PolicyField(this.elements.subList(0, this.elements.size() - 1));
	}

	/**
	 * Whether this is the whole.
	 * @return {@code false} for a key
	 */
	public boolean isEmpty() {
		return this.elements.isEmpty();
	}

	/**
	 * Whether this is an entry, and not a key.
	 * @return {@code true} for what has brackets at its end
	 */
	public boolean isEntry() {
		return !isEmpty() && last().bracketed();
	}

	/**
	 * The index of the entry that this is.
	 * @return the index, or -1 for a key
	 */
	public int index() {
		return isEmpty() ? -1 : last().index();
	}

	/**
	 * The list in which this is an entry.
	 * @return the field without the index, or this one if it has none
	 */
	public PolicyField list() {
		return (index() >= 0) ? parent() : this;
	}

	/**
	 * The innermost key.
	 * @return the last element, or an empty string if that is an entry
	 */
	public String key() {
		return (isEmpty() || isEntry()) ? "" : last().text();
	}

	/**
	 * The name of the attribute that this is, or that it is in an entry of.
	 * @return what comes before the first brackets
	 */
	public String attributeName() {
		int end = 0;
		while (end < this.elements.size() && !this.elements.get(end).bracketed()) {
			end++;
		}
		return text(this.elements.subList(0, end));
	}

	/**
	 * The attribute that this is, or that it is in an entry of.
	 * @return the attribute, or {@code null} for anything else
	 */
	public @Nullable Attribute<?> attribute() {
		return Attribute.find(attributeName());
	}

	/**
	 * Whether this is another field, or in it.
	 * @param outer the other field
	 * @return whether its elements are the first of this
	 */
	public boolean isWithin(PolicyField outer) {
		return this.elements.size() >= outer.elements.size()
				&& this.elements.subList(0, outer.elements.size()).equals(outer.elements);
	}

	/**
	 * This field relative to one that it is in.
	 * @param outer the other field
	 * @return the rest, or {@code null} if this is not below the other one
	 */
	public @Nullable PolicyField below(PolicyField outer) {
		int start = outer.elements.size();
		return (isWithin(outer) && this.elements.size() > start)
				? new PolicyField(this.elements.subList(start, this.elements.size())) : null;
	}

	/**
	 * The same field as in an annotation.
	 * @return the field in camel case, with the same indexes
	 */
	public PolicyField camelCase() {
		return new PolicyField(this.elements.stream()
			.map((element) -> element.bracketed() ? element
					: new KeyElement(Attribute.camelCase(element.text()), false))
			.toList());
	}

	/**
	 * The keys, each with the brackets behind it: one for each level of a document.
	 * @return the keys, from the outside to the inside
	 */
	public List<PolicyField> keys() {
		List<PolicyField> keys = new ArrayList<>();
		int start = 0;
		for (int end = 1; end <= this.elements.size(); end++) {
			if (end == this.elements.size() || !this.elements.get(end).bracketed()) {
				keys.add(new PolicyField(this.elements.subList(start, end)));
				start = end;
			}
		}
		return keys;
	}

	private KeyElement last() {
		return this.elements.get(this.elements.size() - 1);
	}

	private static String text(List<KeyElement> elements) {
		if (elements.size() == 1 && !elements.get(0).bracketed()) {
			return elements.get(0).text();
		}
		StringBuilder text = new StringBuilder();
		for (KeyElement element : elements) {
			if (element.bracketed()) {
				text.append('[').append(element.text()).append(']');
			}
			else {
				text.append(text.isEmpty() ? "" : ".").append(element.text());
			}
		}
		return text.toString();
	}

	/** Keys may have been chosen so that the JDK's hashes collide. */
	@Override
	public int hashCode() {
		return OpenAddressing.hashCode(toString());
	}

	/**
	 * The field as it is written in a properties file, such as
	 * {@code allowed-origins[1]}.
	 */
	@Override
	public String toString() {
		return text(this.elements);
	}

}
