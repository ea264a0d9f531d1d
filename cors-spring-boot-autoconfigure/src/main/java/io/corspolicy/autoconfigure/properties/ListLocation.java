package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.text.ListText;
import org.jspecify.annotations.Nullable;

/**
 * A value in a list, which may yield several entries or none. Problems and suggestions
 * count entries; here suggestions are turned into changes of what was written.
 *
 * @param attribute the name of the list
 * @param list the whole list
 * @param element the value
 * @param placeholders what its placeholders resolve to
 */
record ListLocation(String attribute, RawList list, RawList.Element element, Placeholders placeholders) {

	/**
	 * The entries where one value holds several, or the whole list, otherwise
	 * {@code null}.
	 */
	@Nullable List<String> entries() {
		return (this.element.index() < 0 || this.element.entries().size() > 1) ? this.element.entries() : null;
	}

	/** How many entries are in the values before this one. */
	private int first() {
		int first = 0;
		for (RawList.Element other : this.list.elements()) {
			if (other == this.element) {
				break;
			}
			first += other.entries().size();
		}
		return first;
	}

	/**
	 * Turn changes of entries into a change of the value, if that is possible.
	 * @param edits the changes
	 * @param indexesCount whether a value that is left out leaves a gap
	 * @param behind what has to change at the places of placeholders is added: the values
	 * that they have to have
	 * @return the changes of what was written
	 */
	List<Edit> rewrite(List<Edit> edits, boolean indexesCount, Map<String, String> behind) {
		Map<Integer, List<String>> changes = new HashMap<>();
		List<Edit> written = new ArrayList<>();
		PolicyField field = PolicyField.of(this.attribute);
		boolean whole = false;
		for (Edit edit : edits) {
			PolicyField list = edit.at().list();
			boolean own = list.key().equals(this.attribute);
			boolean entry = edit.at().index() >= 0;
			int position = (own && entry) ? edit.at().index() - first() : -1;
			if (position >= 0 && position < this.element.entries().size()) {
				field = list;
				changes.put(position, strings(edit.value()));
			}
			else if (own && !entry && (this.element.wrapped() != null || this.list.gap() != null)) {
				field = list;
				whole = true;
			}
			else {
				written.add(edit);
			}
		}
		if (this.element.wrapped() == null && whole) {
			written.add(0, new Edit(field, texts(this.element.text())));
		}
		if (this.element.wrapped() == null && changes.isEmpty()) {
			return written;
		}
		if (!Placeholders.isIn(this.element.text())) {
			written.add(0, replaced(field, fixed(changes), indexesCount));
			return written;
		}
		String text = rewritten(changes, behind);
		if (!text.equals(this.element.text())) {
			written.add(0, replaced(field, text.isEmpty() ? List.of() : List.of(text), indexesCount));
		}
		return written;
	}

	private String rewritten(Map<Integer, List<String>> changes, Map<String, String> behind) {
		String text = this.element.text();
		if (this.element.wrapped() != null) {
			List<String> unwrapped = ListText.unwrap(text);
			if (unwrapped == null) {
				// The quotes are in the value of the placeholder.
				behind.put(text, String.join(",", fixed(changes)));
				return text;
			}
			text = String.join(",", unwrapped);
		}
		return this.placeholders.rewrite(text, changes, behind);
	}

	private List<String> fixed(Map<Integer, List<String>> changes) {
		List<String> fixed = new ArrayList<>();
		for (int i = 0; i < this.element.entries().size(); i++) {
			fixed.addAll(changes.getOrDefault(i, List.of(this.element.entries().get(i))));
		}
		return fixed;
	}

	private Edit replaced(PolicyField field, List<String> values, boolean indexesCount) {
		int index = this.element.index();
		if (index < 0) {
			boolean one = values.size() == 1 && Placeholders.isIn(values.get(0));
			return new Edit(field, one ? values.get(0) : values);
		}
		boolean last = this.list.elements().get(this.list.elements().size() - 1) == this.element;
		if (values.isEmpty() && indexesCount && !last) {
			return new Edit(field, texts(""));
		}
		return new Edit(this.element.field(field),
				values.isEmpty() ? null : (values.size() == 1) ? values.get(0) : values);
	}

	/**
	 * All values as they were written, with another one in place of this.
	 */
	private List<String> texts(String own) {
		return this.list.elements()
			.stream()
			.map((other) -> (other == this.element) ? own : other.text())
			.filter((text) -> !text.isEmpty())
			.toList();
	}

	static List<String> strings(@Nullable Object value) {
		if (value instanceof List<?> several) {
			return several.stream().map(String::valueOf).toList();
		}
		return (value != null) ? List.of(Objects.toString(value)) : List.of();
	}

}
