package io.corspolicy.engine.origin;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * One parsed entry of {@code hosts}. Two entries are equal if they match the same hosts,
 * whatever the name of a label.
 */
public final class HostPattern {

	/** Matches any host: the pattern of a policy without hosts. */
	public static final HostPattern ANY = new HostPattern("*", Form.ANY, "", OriginPattern.ANY_PORT, "");

	private final String text;

	private final Form form;

	private final String host;

	private final int port;

	private final String name;

	private final int hash;

	/**
	 * Create a pattern.
	 * @param text the entry as written
	 * @param form what the entry matches
	 * @param host the host, or what follows the leftmost label if that is a wildcard
	 * @param port the port, or {@link OriginPattern#ANY_PORT}
	 * @param name the name of the leftmost label, or an empty string for none
	 */
	HostPattern(String text, Form form, String host, int port, String name) {
		this.text = text;
		this.form = form;
		this.host = host;
		this.port = port;
		this.name = name;
		this.hash = 31 * (31 * OpenAddressing.hashCode(host) + port) + form.ordinal();
	}

	Form form() {
		return this.form;
	}

	String host() {
		return this.host;
	}

	int port() {
		return this.port;
	}

	public String name() {
		return this.name;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other == this || (other instanceof HostPattern that && this.form == that.form && this.port == that.port
				&& this.host.equals(that.host));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * What an entry matches.
	 */
	enum Form {

		/** Any host. */
		ANY,

		/** One or more labels in front of the host. */
		SUBDOMAINS,

		/** One label in front of the host, which has a name. */
		LABEL,

		/** Exactly the host. */
		EXACT

	}

}
