package io.corspolicy.engine.regex;

import io.corspolicy.engine.host.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts end that a regular expression matches, in one of its alternatives.
 *
 * @param scheme the kind of their scheme
 * @param text what is written out at the host's end, from right to left as far as it goes
 * @param whole whether that is the whole host
 * @param suffixAmong a public suffix that is among the hosts where they have one label
 * more than the domain, or {@code null}
 * @param manyLabels whether there may be more labels than one in front of the domain
 */
public record RegexEnding(OriginAutomaton.Scheme scheme, String text, boolean whole, boolean manyLabels,
		@Nullable String suffixAmong) {

	/** The domain that is written out, of whole labels; empty if there is none. */
	public String domain() {
		return this.whole ? this.text : this.text.substring(this.text.indexOf('.') + 1);
	}

	/** Whether a label in front of the domain is written out in part. */
	public boolean isPartial() {
		return !this.whole && !this.text.startsWith(".");
	}

	/** Whether the host ends in at least one label that is written out. */
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
