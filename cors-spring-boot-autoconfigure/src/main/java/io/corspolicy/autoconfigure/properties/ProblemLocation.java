package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.WrittenPlace;
import org.jspecify.annotations.Nullable;

/**
 * The location of the value that a problem is about.
 *
 * @param at the whole property
 * @param written the value as it was written, or {@code null} if there is none
 * @param place where it was written, or, if there is none, where the policy is
 * @param inherited whether it is below {@code cors.defaults} and not in the policy
 * @param list the place in a list, or {@code null} for none
 * @param placeholders what placeholders in the value resolve to
 * @param prefix what the fields of changes are relative to
 * @param position how many policies were written before the one with the value
 */
public record ProblemLocation(PolicyField at, @Nullable Object written, ValuePlace place, boolean inherited,
		@Nullable ListLocation list, Placeholders placeholders, PolicyField prefix,
		int position) implements WrittenPlace {

	/**
	 * The property's full name.
	 */
	public String property() {
		return this.at.toString();
	}

	@Override
	public String words() {
		return this.place.words();
	}

	/**
	 * The properties that placeholders in the value resolve to, and where those were
	 * written, in words.
	 */
	public List<String> through() {
		return Placeholders.in(String.valueOf(this.written))
			.stream()
			.map(this.placeholders::find)
			.filter(Objects::nonNull)
			.map((value) -> value.property() + ", " + value.place().words())
			.distinct()
			.toList();
	}

	/**
	 * The entries of a list, or of a part of it, that was written as one value, otherwise
	 * {@code null}.
	 */
	public @Nullable List<String> entries() {
		return (this.list != null) ? this.list.entries() : null;
	}

	/**
	 * The changes as lines in the notation of the place, ready to paste.
	 * @param edits the changes
	 */
	public List<String> lines(List<Edit> edits) {
		Map<String, String> behind = new LinkedHashMap<>();
		List<Edit> changes = (this.list != null)
				? this.list.rewrite(edits, this.place.notation() != Notation.YAML, behind) : changes(edits, behind);
		List<Edit> set = changes.stream().filter((edit) -> edit.value() != null).toList();
		// What is written anew under another key is left out under the old one, of
		// course.
		boolean renamed = !set.isEmpty() && set.size() < changes.size() && isRenamed(changes);
		List<String> lines = new ArrayList<>(
				this.place.notation().lines(this.at, this.place.name(), this.prefix, renamed ? set : changes));
		boolean several = !lines.isEmpty() || behind.size() > 1;
		behind.forEach((text, value) -> lines.addAll(behind(text, value, several)));
		return lines;
	}

	private List<Edit> changes(List<Edit> edits, Map<String, String> behind) {
		if (!Placeholders.isIn(this.written)) {
			return edits;
		}
		List<Edit> changes = new ArrayList<>();
		for (Edit edit : edits) {
			if (edit.value() == null || !this.at.equals(this.prefix.append(edit.at()))) {
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
			lines.add("# " + value.place().words());
		}
		PolicyField property = PolicyField.parse(value.property());
		lines.addAll(new ProblemLocation(property, value.value(), value.place(), false, null, this.placeholders,
				PolicyField.NONE, 0)
			.lines(List.of(new Edit(property, target))));
		return lines;
	}

	private static boolean isRenamed(List<Edit> edits) {
		return edits.get(0).value() == null && !edits.get(0).at().isEntry();
	}

}
