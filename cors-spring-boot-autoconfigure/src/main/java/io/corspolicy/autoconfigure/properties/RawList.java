package io.corspolicy.autoconfigure.properties;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.text.ListText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A list attribute as it was written: as one value, or element by element. Either may
 * hold several entries, or none.
 *
 * @param elements what was written, in the first source that has any of the list
 * @param gap the first element whose index does not follow the one before, or
 * {@code null}
 */
record RawList(List<Element> elements, @Nullable Element gap) {

	/**
	 * Look for a list as the binder does.
	 * @param sources the environment's sources, the one that wins first
	 * @param name the attribute
	 * @param placeholders what resolves placeholders
	 * @return the list, or {@code null} if it was not written
	 */
	static @Nullable RawList find(Iterable<ConfigurationPropertySource> sources, ConfigurationPropertyName name,
			PlaceholdersResolver placeholders) {
		for (ConfigurationPropertySource source : sources) {
			ConfigurationProperty whole = source.getConfigurationProperty(name);
			if (whole != null) {
				return new RawList(elements(whole, placeholders), null);
			}
			List<Element> elements = new ArrayList<>();
			ConfigurationProperty element = source.getConfigurationProperty(name.append("[0]"));
			while (element != null) {
				elements.add(Element.of(element, elements.size(), element.getValue(), placeholders));
				element = source.getConfigurationProperty(name.append("[" + elements.size() + "]"));
			}
			List<Element> behindGap = behindGap(source, name, elements.size(), placeholders);
			elements.addAll(behindGap);
			if (!elements.isEmpty()) {
				return new RawList(elements, behindGap.isEmpty() ? null : behindGap.get(0));
			}
		}
		return null;
	}

	/**
	 * A custom property source may hold a whole list as one object.
	 */
	private static List<Element> elements(ConfigurationProperty whole, PlaceholdersResolver placeholders) {
		Object value = whole.getValue();
		if (value instanceof Collection<?> || value.getClass().isArray()) {
			List<?> list = (value instanceof Collection<?> collection) ? new ArrayList<>(collection)
					: IntStream.range(0, Array.getLength(value)).mapToObj((i) -> Array.get(value, i)).toList();
			return IntStream.range(0, list.size())
				.mapToObj((i) -> Element.of(whole, i, list.get(i), placeholders))
				.toList();
		}
		return List.of(Element.of(whole, -1, value, placeholders));
	}

	private static List<Element> behindGap(ConfigurationPropertySource source, ConfigurationPropertyName list, int size,
			PlaceholdersResolver placeholders) {
		if (!(source instanceof IterableConfigurationPropertySource names)
				|| source.containsDescendantOf(list) == ConfigurationPropertyState.ABSENT) {
			return List.of();
		}
		return names.stream()
			.filter((name) -> list.isParentOf(name) && index(name) > size)
			.sorted(Comparator.comparingInt(RawList::index))
			.map(source::getConfigurationProperty)
			.filter(Objects::nonNull)
			.map((property) -> Element.of(property, index(property.getName()), property.getValue(), placeholders))
			.toList();
	}

	private static int index(ConfigurationPropertyName element) {
		String text = element.isLastElementIndexed() ? element.getLastElement(Form.UNIFORM) : "";
		return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
	}

	/**
	 * All entries, in order.
	 */
	List<String> entries() {
		return this.elements.stream().flatMap((element) -> element.entries().stream()).toList();
	}

	/**
	 * Find the value that a problem is about.
	 * @param index the index of an entry, or -1 for none
	 * @param asWritten whether the index is that of a value as it was written
	 * @param text the value of a problem without an index
	 * @return the value, or {@code null} if the problem is about the list as a whole
	 */
	@Nullable Element find(int index, boolean asWritten, @Nullable Object text) {
		int next = 0;
		for (Element element : this.elements) {
			next += element.entries().size();
			boolean found = (index < 0) ? element.text().equals(text)
					: asWritten ? element.index() == index : index < next;
			if (found || element.index() < 0) {
				return element;
			}
		}
		return (index < 0) ? null : this.elements.get(0);
	}

	/**
	 * A value of the list.
	 *
	 * @param property the value and where it was written
	 * @param index its index, or -1 if it is the whole list
	 * @param text the value as it was written
	 * @param entries the entries that it yields
	 * @param wrapped the value with quotes or brackets around it that belong to a shell
	 * or to JSON, as it was written or as its placeholder says, otherwise {@code null}
	 */
	record Element(ConfigurationProperty property, int index, String text, List<String> entries,
			@Nullable String wrapped) {

		ValuePlace place() {
			return ValuePlace.of(this.property.getOrigin());
		}

		/** What was written of a list here: an entry of it, or all. */
		PolicyField field(PolicyField list) {
			return (this.index >= 0) ? list.entry(this.index) : list;
		}

		static Element of(ConfigurationProperty property, int index, @Nullable Object value,
				PlaceholdersResolver placeholders) {
			String text = Objects.toString(value, "");
			if (text.isBlank()) {
				// A blank text is meant as an empty list, not as an empty entry.
				return new Element(property, index, text, (index < 0) ? List.of() : List.of(""), null);
			}
			String resolved = resolve(text, placeholders);
			List<String> unwrapped = ListText.unwrap(resolved);
			if (unwrapped != null) {
				return new Element(property, index, text, unwrapped, (ListText.unwrap(text) != null) ? text : resolved);
			}
			return new Element(property, index, text, ListText.split(resolved), null);
		}

		private static String resolve(String text, PlaceholdersResolver placeholders) {
			try {
				return Objects.toString(placeholders.resolvePlaceholders(text), "");
			}
			catch (IllegalArgumentException ex) {
				// A placeholder that leads back to itself.
				return text;
			}
		}

	}

}
