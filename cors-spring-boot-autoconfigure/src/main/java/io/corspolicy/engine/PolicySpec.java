package io.corspolicy.engine;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a policy as someone wrote them, not yet validated. An attribute that
 * was never set differs from one that was set to nothing. Immutable.
 *
 * <pre>{@code
 * PolicySpec.empty()
 * 	.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))
 * 	.with(Attribute.ALLOW_CREDENTIALS, true)
 * }</pre>
 */
public final class PolicySpec {

	private static final PolicySpec EMPTY = new PolicySpec(Map.of());

	private final Map<Attribute<?>, Object> values;

	private PolicySpec(Map<Attribute<?>, Object> values) {
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
		Map<Attribute<?>, Object> copy = new IdentityHashMap<>(this.values);
		copy.put(attribute, (value instanceof List<?> list) ? List.copyOf(list) : value);
		return new PolicySpec(copy);
	}

	/**
	 * This spec with everything that it leaves unset taken from another one. Values are
	 * replaced, never merged.
	 * @param defaults where unset attributes come from
	 * @return the combined spec
	 */
	public PolicySpec orElse(PolicySpec defaults) {
		Map<Attribute<?>, Object> combined = new IdentityHashMap<>(defaults.values);
		combined.putAll(this.values);
		return new PolicySpec(combined);
	}

	/**
	 * The value that was set.
	 * @param attribute the attribute to look up
	 * @param <T> the type of the attribute's values
	 * @return the value, or {@code null} where it was not set
	 */
	public <T> @Nullable T get(Attribute<T> attribute) {
		Object value = this.values.get(attribute);
		return (value != null) ? attribute.cast(value) : null;
	}

	/**
	 * The attributes that were set.
	 * @return an immutable set
	 */
	public Set<Attribute<?>> attributes() {
		return Set.copyOf(this.values.keySet());
	}

	/**
	 * The value that holds: the one that was set or the built-in default.
	 * @param attribute the attribute to look up
	 * @param <T> the type of the attribute's values
	 * @return the value, or {@code null} where there is neither
	 */
	public <T> @Nullable T effective(Attribute<T> attribute) {
		T value = get(attribute);
		return (value != null) ? value : attribute.defaultValue();
	}

	boolean is(Attribute<Boolean> attribute) {
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

}
