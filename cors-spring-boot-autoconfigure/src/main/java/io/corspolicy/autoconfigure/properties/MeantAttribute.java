package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.autoconfigure.properties.ForeignNames.ForeignName;
import io.corspolicy.autoconfigure.properties.ForeignNames.Meaning;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The attribute of a policy that an unknown key is meant for.
 *
 * @param name the attribute's name, or {@code null} if none is needed
 * @param value what to write as its value, or {@code null} if that does not follow
 * @param foreign the key's meaning in other libraries, or {@code null} for a slip of the
 * pen
 */
record MeantAttribute(@Nullable String name, @Nullable Object value, @Nullable ForeignName foreign) {

	/**
	 * Find the attribute by its name, by what other libraries call it, or else by the
	 * nearest name.
	 * @param written the key as it was written
	 * @param value the value as it was written
	 * @param known the names that may be meant
	 * @return the attribute, or {@code null} if none comes near
	 */
	static @Nullable MeantAttribute find(String written, @Nullable Object value, List<String> known) {
		MeantAttribute exact = findExactly(written, value);
		return (exact != null) ? exact : findNearest(written, value, known);
	}

	static @Nullable MeantAttribute findExactly(String written, @Nullable Object value) {
		String attribute = PropertyNames.attribute(written);
		if (attribute != null) {
			return of(attribute, value);
		}
		ForeignName foreign = ForeignNames.find(written);
		return (foreign != null) ? new MeantAttribute(foreign.attribute(), foreign.value(value), foreign) : null;
	}

	/**
	 * What was meant is likely to be something that the value would do for.
	 */
	private static @Nullable MeantAttribute findNearest(String written, @Nullable Object value, List<String> known) {
		List<String> fitting = known.stream().filter((name) -> ValueSuggestions.fits(name, value)).toList();
		String nearest = PropertyNames.nearest(written, fitting);
		nearest = (nearest != null) ? nearest : PropertyNames.nearest(written, known);
		return (nearest != null) ? of(nearest, value) : null;
	}

	private static MeantAttribute of(String attribute, @Nullable Object value) {
		return new MeantAttribute(attribute, (value != null) ? ValueSuggestions.correct(attribute, value) : null, null);
	}

	/**
	 * Find the attributes of a key that may have been taken apart at its hyphens, as in
	 * {@code cors.allowed.origins}.
	 * @param key the key
	 * @return the attributes by the key's text and what is below it, or nothing if not
	 * all of it is known
	 */
	static Map<String, MeantAttribute> findAll(UnknownProperty key) {
		Map<String, MeantAttribute> found = new LinkedHashMap<>();
		if (!key.isSection()) {
			MeantAttribute alone = findExactly(key.text(), key.value());
			return (alone != null) ? Map.of(key.text(), alone) : Map.of();
		}
		for (Map.Entry<PolicyField, Object> leaf : key.leaves().entrySet()) {
			MeantAttribute meant = findExactly(key.text() + leaf.getKey(), leaf.getValue());
			if (meant == null) {
				return Map.of();
			}
			found.put(PolicyField.of(key.text()).append(leaf.getKey()).toString(), meant);
		}
		return found;
	}

	/**
	 * What the key is here, in the middle of a sentence.
	 */
	String reason(String written) {
		if (this.foreign == null || isSlip(written)) {
			return "there is no such property; the nearest is \"" + this.name + "\"";
		}
		return (this.foreign.meaning() == Meaning.NEEDLESS)
				? "there is no such property, nor need of one: " + this.foreign.reason().replaceFirst("\\.$", "")
				: "there is no such property: what other libraries call \"" + SafeText.visible(written) + "\" is \""
						+ this.name + "\" here";
	}

	/** Hardly another word. */
	private boolean isSlip(String written) {
		return this.name != null
				&& PropertyNames.distance(PropertyNames.uniform(written), PropertyNames.uniform(this.name)) <= 3;
	}

	boolean isNeedless() {
		return this.name == null
				|| (this.foreign != null && this.foreign.meaning() == Meaning.ANY && this.value == null);
	}

	/**
	 * Whether the value adds nothing to a list that is written already.
	 */
	boolean isContainedIn(List<Object> written) {
		List<Object> own = new ArrayList<>();
		if (this.value instanceof List<?> list) {
			list.forEach((entry) -> own.add(Objects.requireNonNull(entry)));
		}
		else if (this.value != null) {
			own.add(this.value.toString());
		}
		return !own.isEmpty() && written.containsAll(own);
	}

}
