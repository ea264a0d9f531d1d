package io.corspolicy.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a policy as written, not yet validated. An attribute that was never
 * set differs from one that was set to nothing. Each value may know the place where it
 * was written; two specs with the same values are equal wherever they were written.
 * Immutable.
 *
 * <pre>{@code
 * PolicySpec.empty()
 * 	.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))
 * 	.with(Attribute.ALLOW_CREDENTIALS, true)
 * }</pre>
 */
public final class PolicySpec {

	/** The place of a default value. */
	private static final String BUILT_IN = "built-in default";

	private static final PolicySpec EMPTY = new PolicySpec(Map.of());

	private final Map<Attribute<?>, Written> values;

	private PolicySpec(Map<Attribute<?>, Written> values) {
		this.values = values;
	}

	/**
	 * A spec in which nothing is set.
	 * @return the empty spec
	 */
	public static PolicySpec empty() {
		return EMPTY;
	}

	/**
	 * A copy of this spec with one attribute replaced.
	 * @param attribute the attribute to set
	 * @param value its value; {@code null} leaves the spec as it is
	 * @param <T> the type of the attribute's values
	 * @return the new spec
	 */
	public <T> PolicySpec with(Attribute<T> attribute, @Nullable T value) {
		if (value == null) {
			return this;
		}
		Map<Attribute<?>, Written> copy = new HashMap<>(this.values);
		copy.put(attribute, new Written((value instanceof List<?> list) ? List.copyOf(list) : value, null, null));
		return new PolicySpec(copy);
	}

	/**
	 * A copy of this spec that knows where its values were written. A known place is
	 * kept.
	 * @param places returns the place of an attribute for messages, such as a file with
	 * line and column, or {@code null} if it does not know; only asked for attributes
	 * that are set
	 * @return the new spec
	 */
	public PolicySpec withPlaces(Function<Attribute<?>, @Nullable String> places) {
		Map<Attribute<?>, Written> copy = new HashMap<>(this.values);
		copy.replaceAll((attribute, written) -> (written.place() != null) ? written
				: new Written(written.value(), places.apply(attribute), written.indexes()));
		return new PolicySpec(copy);
	}

	/**
	 * A copy of this spec that knows in which value each entry of a list was written,
	 * where one value may hold several entries, or none.
	 * @param attribute a list that is set
	 * @param indexes for each entry the index of its value
	 * @return the new spec
	 */
	public PolicySpec withIndexes(Attribute<?> attribute, List<Integer> indexes) {
		Map<Attribute<?>, Written> copy = new HashMap<>(this.values);
		copy.computeIfPresent(attribute,
				(key, written) -> new Written(written.value(), written.place(), List.copyOf(indexes)));
		return new PolicySpec(copy);
	}

	/**
	 * A field of a {@link PolicyProblem} with the index of the value as it was written.
	 * @param field the attribute, with the index of the entry if it is a list
	 * @return the same field, with the index of the value in which the entry was written
	 */
	public PolicyField writtenField(PolicyField field) {
		Attribute<?> attribute = field.attribute();
		Written written = (attribute != null) ? this.values.get(attribute) : null;
		List<Integer> indexes = (written != null) ? written.indexes() : null;
		int index = field.index();
		return (indexes != null && index >= 0 && index < indexes.size()) ? field.list().entry(indexes.get(index))
				: field;
	}

	/**
	 * This spec with every unset attribute taken from another one. Values are replaced,
	 * never merged.
	 * @param defaults where unset attributes come from
	 * @return the combined spec
	 */
	public PolicySpec orElse(PolicySpec defaults) {
		Map<Attribute<?>, Written> combined = new HashMap<>(defaults.values);
		combined.putAll(this.values);
		return new PolicySpec(combined);
	}

	/**
	 * This spec without the attributes that {@linkplain Attribute#isOwn() belong to a
	 * policy alone}: the base of an annotation that names the policy.
	 * @return the spec that others start from
	 */
	public PolicySpec inherited() {
		Map<Attribute<?>, Written> copy = new HashMap<>(this.values);
		copy.keySet().removeIf(Attribute::isOwn);
		return new PolicySpec(copy);
	}

	/**
	 * The value that was set.
	 * @param attribute the attribute to look up
	 * @param <T> the type of the attribute's values
	 * @return the value, or {@code null} if it was not set
	 */
	public <T> @Nullable T get(Attribute<T> attribute) {
		Written written = this.values.get(attribute);
		return (written != null) ? attribute.cast(written.value()) : null;
	}

	/**
	 * Where the effective value was written.
	 * @param attribute the attribute to look up
	 * @return the place, "built-in default" if the attribute was not set, or {@code null}
	 * if the place is not known
	 */
	public @Nullable String writtenAt(Attribute<?> attribute) {
		Written written = this.values.get(attribute);
		return (written != null) ? written.place() : BUILT_IN;
	}

	/**
	 * Whether the values of this spec were written where those of another one were.
	 * @param other a spec with the same attributes
	 * @return whether all places, and the indexes of entries, are the same
	 */
	public boolean hasSamePlaces(PolicySpec other) {
		return this == other || this.values.entrySet().stream().allMatch((entry) -> {
			Written one = entry.getValue();
			Written another = other.values.get(entry.getKey());
			return another != null && Objects.equals(one.place(), another.place())
					&& Objects.equals(one.indexes(), another.indexes());
		});
	}

	/**
	 * Whether another spec equals this one with a place for every value.
	 * @param other the other spec
	 * @param place where values without a place were written
	 * @return whether {@link #withPlaces} would make the other one
	 */
	public boolean isWrittenAt(String place, PolicySpec other) {
		if (this.values.size() != other.values.size()) {
			return false;
		}
		for (Map.Entry<Attribute<?>, Written> entry : this.values.entrySet()) {
			Written one = entry.getValue();
			Written another = other.values.get(entry.getKey());
			if (another == null || !one.value().equals(another.value())
					|| !Objects.requireNonNullElse(one.place(), place).equals(another.place())
					|| !Objects.equals(one.indexes(), another.indexes())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The attributes that were set.
	 * @return an immutable set
	 */
	public Set<Attribute<?>> attributes() {
		return Set.copyOf(this.values.keySet());
	}

	/**
	 * The effective value: the one that was set or the built-in default.
	 * @param attribute the attribute to look up
	 * @param <T> the type of the attribute's values
	 * @return the value, or {@code null} if there is neither
	 */
	public <T> @Nullable T effective(Attribute<T> attribute) {
		T value = get(attribute);
		return (value != null) ? value : attribute.defaultValue();
	}

	/**
	 * The effective entries of a list: those that were set or the built-in ones.
	 * @param attribute the attribute to look up
	 * @return an immutable list, empty if there are neither
	 */
	public List<String> list(Attribute<List<String>> attribute) {
		List<String> value = effective(attribute);
		return (value != null) ? value : List.of();
	}

	/**
	 * Whether a switch is on.
	 * @param attribute the attribute to look up
	 * @return the effective value
	 */
	public boolean is(Attribute<Boolean> attribute) {
		return Boolean.TRUE.equals(effective(attribute));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PolicySpec that && this.values.equals(that.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

	/**
	 * A value that was set.
	 *
	 * @param value the value
	 * @param place where it was written, or {@code null} if not known. Ignored by
	 * {@code equals}
	 * @param indexes in which value of a list each entry was written, if that differs
	 */
	private record Written(Object value, @Nullable String place, @Nullable List<Integer> indexes) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Written that && this.value.equals(that.value);
		}

		@Override
		public int hashCode() {
			return this.value.hashCode();
		}

		@Override
		public String toString() {
			return this.value.toString();
		}

	}

}
