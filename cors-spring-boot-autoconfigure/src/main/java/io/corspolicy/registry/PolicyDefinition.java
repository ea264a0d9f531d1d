package io.corspolicy.registry;

import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * A policy as written: its name, where it applies, and its attributes.
 *
 * @param name the policy's name, unique among all sources: {@code [a-z0-9-]+}
 * @param paths the path patterns where the policy applies, each with a leading slash and
 * relative to the context path
 * @param spec the policy's attributes, inherited ones included
 * @param candidate the name of the policy that is to replace it later, or {@code null}
 * for none
 * @param pathsWrittenAt where the paths were written, for messages, or {@code null} if
 * that is not known. Attributes {@linkplain PolicySpec#withPlaces have their own places}
 */
public record PolicyDefinition(String name, List<String> paths, PolicySpec spec, @Nullable String candidate,
		@Nullable String pathsWrittenAt) {

	/**
	 * Create a definition.
	 */
	public PolicyDefinition {
		paths = List.copyOf(paths);
	}

	/**
	 * Create a definition without a candidate. The place where it was written is its
	 * source.
	 * @param name the policy's name
	 * @param paths where the policy applies
	 * @param spec the policy's attributes
	 */
	public PolicyDefinition(String name, List<String> paths, PolicySpec spec) {
		this(name, paths, spec, null, null);
	}

	/**
	 * This definition with a place for all that does not know its own.
	 * @param place the place
	 * @param before what may be that definition already, or {@code null}
	 */
	PolicyDefinition writtenIn(String place, @Nullable PolicyDefinition before) {
		if (before != null && this.name.equals(before.name) && this.paths.equals(before.paths)
				&& Objects.equals(this.candidate, before.candidate)
				&& Objects.requireNonNullElse(this.pathsWrittenAt, place).equals(before.pathsWrittenAt)
				&& this.spec.isWrittenAt(place, before.spec)) {
			return before;
		}
		return new PolicyDefinition(this.name, this.paths, this.spec.withPlaces((attribute) -> place), this.candidate,
				(this.pathsWrittenAt != null) ? this.pathsWrittenAt : place);
	}

	/**
	 * Whether this definition and another one are equal, down to the places where they
	 * were written.
	 */
	boolean isSameAs(PolicyDefinition other) {
		return this == other || (equals(other) && this.spec.hasSamePlaces(other.spec));
	}

}
