package io.corspolicy.engine.regex;

import io.corspolicy.engine.host.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts end that a regular expression matches, in one of its alternatives.
 *
 * @param scheme the kind of their scheme
 * @param text the literal text at the host's end, read from the right
 * @param whole whether that is the whole host
 * @param suffixAmong a public suffix among the hosts with one label more than the domain,
 * or {@code null}
 * @param manyLabels whether there may be more labels than one in front of the domain
 */
public record RegexEnding(OriginAutomaton.Scheme scheme, String text, boolean whole, boolean manyLabels,
		@Nullable String suffixAmong) {

	/** The literal domain, of whole labels; empty if there is none. */
	public String domain() {
		return this.whole ? this.text : this.text.substring(this.text.indexOf('.') + 1);
	}

	/** Whether a label in front of the domain is partly literal. */
	public boolean isPartial() {
		return !this.whole && !this.text.startsWith(".");
	}

	/** Whether the host ends in at least one literal label. */
	boolean hasDomain() {
		return this.whole || (this.text.indexOf('.') >= 0 && !this.text.equals(".") && !this.text.endsWith(".."));
	}

	/** Whether it is a text without a host, such as {@code app://}. */
	public boolean isWithoutHost() {
		return this.whole && this.text.isEmpty();
	}

	public boolean isLoopback() {
		return hasDomain() && IpAddresses.isLoopback(domain());
	}

	public boolean isOfTheWeb() {
		return this.scheme != OriginAutomaton.Scheme.OTHER;
	}

}
