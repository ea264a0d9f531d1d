package io.corspolicy.benchmarks;

/**
 * What a request goes through.
 */
public enum Variant {

	/** No filter: what is left is the cost of the measurement itself. */
	EMPTY("no filter"),

	/** A look-up and prepared values, as somebody writes them by hand for one policy. */
	BARE_FLOOR("bare floor"),

	/** The same that does this project's job: nothing is left unchecked. */
	FLOOR("floor"),

	/** This project's filter. */
	OURS("this project"),

	/** Spring's filter with path patterns, the path parsed by a filter before it. */
	SPRING("Spring"),

	/** Tomcat's filter, which has no paths and no patterns. */
	TOMCAT("Tomcat"),

	/** The filter of com.thetransactioncompany, which has no paths. */
	TRANSACTION_COMPANY("thetransactioncompany");

	private final String title;

	Variant(String title) {
		this.title = title;
	}

	/**
	 * The variant's name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

}
