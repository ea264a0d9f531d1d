package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * A part of a key that means nothing, and the keys that share it.
 */
final class UnknownProperty {

	/** The name of a policy in examples. */
	static final String EXAMPLE_NAME = "api";

	private final String policy;

	private final int depth;

	private final @Nullable String parent;

	private final List<RawPropertyKey> keys = new ArrayList<>();

	/**
	 * Create a key.
	 * @param policy the policy's name, or an empty string for none
	 * @param depth which of the elements after {@code cors} means nothing
	 * @param parent the known key above it that has values and no keys, or {@code null}
	 */
	UnknownProperty(String policy, int depth, @Nullable String parent) {
		this.policy = policy;
		this.depth = depth;
		this.parent = parent;
	}

	void add(RawPropertyKey key) {
		this.keys.add(key);
	}

	String policy() {
		return this.policy;
	}

	@Nullable String parent() {
		return this.parent;
	}

	/** Where the first of the keys is. */
	RawPropertyKey first() {
		return this.keys.get(0);
	}

	/** The part as it was written. */
	String text() {
		return first().elements().get(this.depth).text();
	}

	/** What is above the part, relative to the policy. */
	PolicyField base() {
		return first().field(start(), this.depth);
	}

	/** The field of a problem about the part. */
	PolicyField field() {
		boolean whole = this.parent != null && !first().elements().get(this.depth).isIndex();
		return first().field(start(), whole ? first().elements().size() : this.depth + 1);
	}

	/** The part and all below it, as it was written in the first of the keys. */
	String textToTheEnd() {
		return first().from(this.depth).toString();
	}

	private int start() {
		return this.policy.isEmpty() ? 0 : 1 + first().nameLength();
	}

	/**
	 * Whether there are keys below the part, and not only a value or a list.
	 */
	boolean isSection() {
		return this.keys.stream().anyMatch((key) -> key.elements().size() > this.depth + 1 && !isEntry(key));
	}

	/**
	 * The values below the part, by the rest of their keys.
	 */
	Map<PolicyField, Object> leaves() {
		Map<PolicyField, Object> leaves = new LinkedHashMap<>();
		for (RawPropertyKey key : this.keys) {
			int size = key.elements().size();
			Object value = Objects.requireNonNullElse(key.value(), "");
			if (key.elements().get(size - 1).isIndex()) {
				List<Object> entries = new ArrayList<>();
				PolicyField list = key.field(this.depth + 1, size - 1);
				if (leaves.get(list) instanceof List<?> before) {
					entries.addAll(before);
				}
				entries.add(value);
				leaves.put(list, entries);
			}
			else {
				leaves.put(key.from(this.depth + 1), value);
			}
		}
		return leaves;
	}

	private boolean isEntry(RawPropertyKey key) {
		return key.elements().size() == this.depth + 2 && key.elements().get(this.depth + 1).isIndex();
	}

	/**
	 * The value of the key or of the list below it, or nothing if there are keys below
	 * it.
	 */
	@Nullable Object value() {
		if (this.keys.stream().allMatch(this::isEntry)) {
			return this.keys.stream().map(RawPropertyKey::value).filter(Objects::nonNull).toList();
		}
		RawPropertyKey last = this.keys.get(this.keys.size() - 1);
		boolean sole = this.keys.stream().allMatch((key) -> key.elements().size() == this.depth + 1);
		return (sole || (this.keys.size() == 1 && this.parent != null)) ? last.value() : null;
	}

	/**
	 * The values of an attribute that is written beside the part, none if it is not.
	 */
	List<Object> valuesBeside(RawPropertyKeys all, String attribute) {
		var name = first().name().chop(1 + this.depth).append(attribute);
		return all.all()
			.stream()
			.filter((key) -> name.equals(key.name()) || name.isParentOf(key.name()))
			.map(RawPropertyKey::value)
			.flatMap((value) -> (value != null) ? ValueSuggestions.list(value).stream() : Stream.of(""))
			.map(Object.class::cast)
			.toList();
	}

	/**
	 * The problem that the part means nothing.
	 * @param reason what was meant, or what there is
	 * @param fix what to write instead, or an empty list
	 * @param example what the kind of value that is wanted looks like
	 */
	PolicyProblem problem(String reason, List<Edit> fix, List<Edit> example) {
		return new PolicyProblem(ProblemCode.UNKNOWN_PROPERTY, this.policy, field(), value(), reason, fix, example);
	}

}
