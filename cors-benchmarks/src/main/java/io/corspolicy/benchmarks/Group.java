package io.corspolicy.benchmarks;

import java.util.EnumSet;
import java.util.Set;

/**
 * Rows that belong together, and who is measured in them.
 */
public enum Group {

	/** The requests of every day, one policy. */
	EVERYDAY("Requests of every day, one policy", EnumSet.allOf(Variant.class)),

	/** Rarer ones. */
	RARE("Rarer requests", EnumSet.range(Variant.EMPTY, Variant.SPRING)),

	/** The last of many exact origins. */
	ORIGINS("exact origins", EnumSet.complementOf(EnumSet.of(Variant.FLOOR))),

	/** The last of many patterns. */
	PATTERNS("origin patterns",
			EnumSet.of(Variant.EMPTY, Variant.BARE_FLOOR, Variant.OURS, Variant.SPRING, Variant.TRANSACTION_COMPANY)),

	/** The last of many policies with literal paths. */
	LITERAL_PATHS("literal paths", EnumSet.of(Variant.EMPTY, Variant.BARE_FLOOR, Variant.OURS, Variant.SPRING)),

	/** The last of many policies with path patterns. */
	PATTERN_PATHS("path patterns", EnumSet.of(Variant.EMPTY, Variant.BARE_FLOOR, Variant.OURS, Variant.SPRING)),

	/** The last of many annotated handlers. */
	HANDLERS("annotated handlers", EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** The last of many policies for a host. */
	HOSTS("hosts", EnumSet.of(Variant.EMPTY, Variant.OURS)),

	/** Requests that somebody made to be expensive. */
	HOSTILE("Hostile requests", EnumSet.complementOf(EnumSet.of(Variant.FLOOR))),

	/** Requests that only some filters can be given. */
	HOSTILE_TO_PATTERNS("Hostile requests, against what the others have not",
			EnumSet.of(Variant.EMPTY, Variant.OURS, Variant.SPRING));

	private final String title;

	private final Set<Variant> variants;

	Group(String title, Set<Variant> variants) {
		this.title = title;
		this.variants = variants;
	}

	/**
	 * The group's name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Who is measured: in the short run nobody but this project, save for what happens
	 * every day.
	 */
	Set<Variant> variants(boolean all) {
		if (all) {
			return this.variants;
		}
		return (this == EVERYDAY) ? EnumSet.range(Variant.EMPTY, Variant.SPRING) : EnumSet.of(Variant.OURS);
	}

	/** Whether the rows differ by a number. */
	boolean isSeries() {
		return ordinal() >= ORIGINS.ordinal() && ordinal() <= HOSTS.ordinal();
	}

}
