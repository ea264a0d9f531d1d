package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * What all sources said when they were asked, one after the other.
 *
 * @param parts what each of them said
 */
record Reading(List<Part> parts) {

	/** The policies, in the order of their sources. */
	List<PolicyDefinition> definitions() {
		List<PolicyDefinition> definitions = new ArrayList<>();
		this.parts.forEach((part) -> definitions.addAll(part.definitions()));
		return definitions;
	}

	List<PolicyProblem> problems() {
		return this.parts.stream().flatMap((part) -> part.problems().stream()).toList();
	}

	/** Problems with the places of their values, as far as sources know them. */
	List<PolicyProblem> located(List<PolicyProblem> problems) {
		List<PolicyProblem> located = problems;
		for (Part part : this.parts) {
			located = part.places().apply(located);
		}
		return located;
	}

	/** Whether sources are left out. */
	boolean isIncomplete() {
		return this.parts.stream().anyMatch(Part::missing);
	}

	Reading without(int index) {
		return with(index, this.parts.get(index).leftOut());
	}

	/** Policies of another origin, after those of the sources. */
	Reading and(List<PolicyDefinition> more) {
		List<Part> all = new ArrayList<>(this.parts);
		all.add(new Part("none", null, null, more, List.of(), false, null, null, UnaryOperator.identity()));
		return new Reading(all);
	}

	Reading with(int index, Part part) {
		List<Part> changed = new ArrayList<>(this.parts);
		changed.set(index, part);
		return new Reading(changed);
	}

	List<RefreshState.Source> states() {
		return this.parts.stream().map(Part::state).toList();
	}

	/** Whether a source is left out that may have a policy. */
	boolean mayLack(String policy) {
		return this.parts.stream().anyMatch((part) -> part.missing() && part.mayLack(policy));
	}

	/**
	 * The base of handlers that name no policy, or {@code null} if no source has one.
	 */
	@Nullable PolicySpec defaults() {
		return this.parts.stream().map(Part::defaults).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/** Whether both say the same of the policies, whatever their versions. */
	boolean hasSameDefinitions(Reading other) {
		for (int i = 0; i < this.parts.size(); i++) {
			if (!this.parts.get(i).hasSameDefinitions(other.parts.get(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * What a source returned.
	 *
	 * @param name the source's name
	 * @param version its version, asked for before the policies
	 * @param shownVersion the version as harmless text
	 * @param definitions its policies
	 * @param problems what it could not read of them
	 * @param missing whether it failed, and is left out
	 * @param lacking the names of the policies that are left out with it, or {@code null}
	 * if they are not known
	 * @param defaults the base of handlers that name no policy, if the source has one
	 * @param places adds to problems where their values were written, if the source knows
	 */
	record Part(String name, @Nullable Object version, @Nullable String shownVersion,
			List<PolicyDefinition> definitions, List<PolicyProblem> problems, boolean missing,
			@Nullable Set<String> lacking, @Nullable PolicySpec defaults, UnaryOperator<List<PolicyProblem>> places) {

		static Part missing(String name) {
			return new Part(name, null, null, List.of(), List.of(), true, null, null, UnaryOperator.identity());
		}

		/** The same source left out. */
		Part leftOut() {
			Set<String> names = this.definitions.stream().map(PolicyDefinition::name).collect(Collectors.toSet());
			return new Part(this.name, null, null, List.of(), List.of(), true, this.problems.isEmpty() ? names : null,
					null, UnaryOperator.identity());
		}

		boolean mayLack(String policy) {
			return this.lacking == null || this.lacking.contains(policy);
		}

		RefreshState.Source state() {
			return new RefreshState.Source(this.name, this.shownVersion, this.definitions.size(), this.missing);
		}

		boolean isOfVersion(@Nullable Object current) {
			return !this.missing && this.version != null && this.version.equals(current);
		}

		private boolean hasSameDefaults(Part other) {
			if (this.defaults == null || other.defaults == null) {
				return this.defaults == other.defaults;
			}
			return this.defaults.equals(other.defaults) && this.defaults.hasSamePlaces(other.defaults);
		}

		boolean hasSameDefinitions(Part other) {
			if (this.missing != other.missing || this.definitions.size() != other.definitions.size()
					|| !this.problems.isEmpty() || !hasSameDefaults(other)) {
				return false;
			}
			for (int i = 0; i < this.definitions.size(); i++) {
				if (!this.definitions.get(i).isSameAs(other.definitions.get(i))) {
					return false;
				}
			}
			return true;
		}

	}

}
