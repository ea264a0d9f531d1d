package io.corspolicy.benchmarks;

import java.util.EnumSet;
import java.util.Set;

/**
 * Rows that belong together, and who is measured in them.
 */
public enum Group {

	/** The requests of every day, one policy. */
	EVERYDAY("Requests of every day, one policy", EnumSet.allOf(Variant.class),
			EnumSet.range(Variant.EMPTY, Variant.SPRING)),

	/** Rarer ones. */
	RARE("Rarer requests", EnumSet.range(Variant.EMPTY, Variant.SPRING), EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many exact origins. */
	ORIGINS("exact origins", EnumSet.allOf(Variant.class), EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many patterns. */
	PATTERNS("origin patterns",
			EnumSet.of(Variant.EMPTY, Variant.FLOOR, Variant.OURS, Variant.SPRING, Variant.TRANSACTION_COMPANY),
			EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many policies with literal paths. */
	LITERAL_PATHS("literal paths", EnumSet.range(Variant.EMPTY, Variant.SPRING),
			EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many policies with path patterns. */
	PATTERN_PATHS("path patterns", EnumSet.range(Variant.EMPTY, Variant.SPRING),
			EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many annotated handlers. */
	HANDLERS("annotated handlers", EnumSet.of(Variant.EMPTY, Variant.OURS), EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** Requests that somebody made to be expensive. */
	HOSTILE("Hostile requests", EnumSet.allOf(Variant.class), EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** Requests that only some filters can be given. */
	HOSTILE_TO_PATTERNS("Hostile requests, against what the others have not",
			EnumSet.of(Variant.EMPTY, Variant.OURS, Variant.SPRING), EnumSet.of(Variant.EMPTY, Variant.OURS));

	private final String title;

	private final Set<Variant> variants;

	private final Set<Variant> fewVariants;

	Group(String title, Set<Variant> variants, Set<Variant> fewVariants) {
		this.title = title;
		this.variants = variants;
		this.fewVariants = fewVariants;
	}

	/**
	 * The group's name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

	/** Who is measured, in the long run or in the short one. */
	Set<Variant> variants(boolean all) {
		return all ? this.variants : this.fewVariants;
	}

	/** Whether the rows differ by a number. */
	boolean isSeries() {
		return ordinal() >= ORIGINS.ordinal() && ordinal() <= HANDLERS.ordinal();
	}

}
