package io.corspolicy.engine;

import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.host.AddressNetwork;
import io.corspolicy.engine.host.IpAddresses;
import io.corspolicy.engine.host.PublicSuffixes;
import io.corspolicy.engine.host.SharedDomain;
import io.corspolicy.engine.origin.MalformedOriginException;
import io.corspolicy.engine.origin.OriginPattern;
import io.corspolicy.engine.origin.OriginPatternParser;
import io.corspolicy.engine.origin.SpecialOrigins;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.regex.RegexEnding;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries of {@code allowed-origins} that allow too much: origins that anyone on
 * the network can impersonate, and sites of strangers.
 *
 * @see <a href="https://publicsuffix.org/list/">The public suffix list</a>
 * @see <a href="https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy">Secure
 * Contexts, "potentially trustworthy origin"</a>
 */
final class OriginSecurity {

	private static final String EXAMPLE_ORIGIN = "https://app.example.com";

	private static final String EXAMPLE_REGEX = "~https://pr-[0-9]+\\.example\\.com";

	private final PolicySpec spec;

	private final Problems problems;

	private final boolean credentials;

	private final boolean toleratesSharing;

	OriginSecurity(PolicySpec spec, Problems problems) {
		this.spec = spec;
		this.problems = problems;
		this.credentials = spec.is(Attribute.ALLOW_CREDENTIALS);
		this.toleratesSharing = spec.is(Attribute.TOLERATE_PUBLIC_SUFFIXES);
	}

	/**
	 * Check an entry.
	 * @param pattern the entry
	 * @param index where it is in the list
	 */
	void check(OriginPattern pattern, int index) {
		if (pattern.form() == OriginPattern.Form.REGEX) {
			checkRegex(pattern, index);
			return;
		}
		if (this.credentials && !this.spec.is(Attribute.TOLERATE_INSECURE_ORIGINS)) {
			checkInsecure(pattern, index);
		}
		if (this.toleratesSharing) {
			return;
		}
		if (pattern.form() == OriginPattern.Form.SUBDOMAINS) {
			checkShared(pattern, index, null);
		}
		else if (pattern.form() == OriginPattern.Form.HOST_LABEL) {
			SharedDomain shared = SharedDomain.of(pattern.host(), (label) -> true);
			if (shared != null) {
				report(pattern, index, shared, false);
			}
		}
		else if (pattern.form() == OriginPattern.Form.PARTIAL_LABEL) {
			String prefix = pattern.labelPrefix();
			String suffix = pattern.labelSuffix();
			checkShared(pattern, index, (label) -> label.length() > prefix.length() + suffix.length()
					&& label.startsWith(prefix) && label.endsWith(suffix));
		}
	}

	/**
	 * Whether an entry would be valid here.
	 * @param entry the entry
	 * @return whether it would
	 */
	boolean accepts(String entry) {
		Problems found = new Problems("");
		try {
			new OriginSecurity(this.spec, found).check(OriginPatternParser.parse(entry), 0);
			return found.found().isEmpty();
		}
		catch (MalformedOriginException ex) {
			return false;
		}
	}

	private void checkInsecure(OriginPattern pattern, int index) {
		String text = pattern.text();
		AddressNetwork network = pattern.network();
		boolean loopback = (network != null) ? network.isLoopback() : IpAddresses.isLoopback(pattern.host());
		if (pattern.form() == OriginPattern.Form.ANY_HOST) {
			insecure(text, index,
					"with allow-credentials, any page or extension of this scheme could act as the signed-in"
							+ " user: name the ones you know, or set tolerate-insecure-origins: true.",
					null);
		}
		else if (text.equals(SpecialOrigins.FILE)) {
			insecure(text, index,
					"with allow-credentials, any file that somebody opens could act as the signed-in user. If that is meant,"
							+ " set tolerate-insecure-origins: true.",
					null);
		}
		else if (pattern.scheme().equals("http") && !loopback) {
			insecure(text, index,
					"with allow-credentials, anybody on the network could pose as an http origin and act as the"
							+ " signed-in user. Serve the page over https, or, on a network that you trust, set"
							+ " tolerate-insecure-origins: true.",
					"https" + text.substring("http".length()));
		}
	}

	/** An https origin of the same host is another one, which may have no page. */
	private void insecure(String entry, int index, String reason, @Nullable String example) {
		this.problems.addWithExample(ProblemCode.INSECURE_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry, reason,
				Edit.set(Attribute.ALLOWED_ORIGINS, index, (example != null) ? example : EXAMPLE_ORIGIN));
	}

	private void checkShared(OriginPattern pattern, int index, @Nullable Predicate<String> label) {
		SharedDomain shared = SharedDomain.of(pattern.host(), label);
		if (shared != null) {
			report(pattern, index, shared, label != null && shared.cause() == SharedDomain.Cause.REGISTRY);
		}
	}

	private void report(OriginPattern pattern, int index, SharedDomain shared, boolean dotForgotten) {
		if (dotForgotten) {
			shared(pattern.text(), index, shared.reason()
					+ ": a wildcard within a label there matches other people's names."
					+ " In front of a domain of your own it is followed by a dot, as in https://*.example.com.");
		}
		else if (this.credentials) {
			shared(pattern.text(), index,
					"with allow-credentials, every site that it matches could act as the signed-in user: "
							+ shared.reason() + ". Name your own, or set tolerate-public-suffixes: true.");
		}
		else {
			warn(pattern.text(), index, shared);
		}
	}

	private void shared(String entry, int index, String reason) {
		// No name under the suffix is safe to suggest: it may belong to a stranger.
		this.problems.addWithExample(ProblemCode.PUBLIC_SUFFIX, Attribute.ALLOWED_ORIGINS, index, entry, reason,
				Edit.set(Attribute.ALLOWED_ORIGINS, index, entry.startsWith("~") ? EXAMPLE_REGEX : EXAMPLE_ORIGIN));
	}

	private void warn(String entry, int index, SharedDomain shared) {
		this.problems.warn(ProblemCode.PUBLIC_SUFFIX, Attribute.ALLOWED_ORIGINS, index, entry,
				"it allows more than one site: " + shared.reason()
						+ ". Name your own, or set tolerate-public-suffixes: true if that is meant.");
	}

	/** Alternative by alternative; the first that is wrong is reported. */
	private void checkRegex(OriginPattern pattern, int index) {
		Set<RegexEnding> endings = Objects.requireNonNull(pattern.regex()).endings();
		if (this.credentials && !this.spec.is(Attribute.TOLERATE_INSECURE_ORIGINS)
				&& endings.stream().anyMatch(OriginSecurity::isInsecure)) {
			insecureRegex(pattern.text(), index, endings);
			return;
		}
		if (!this.toleratesSharing) {
			endings.stream()
				.filter((ending) -> ending.isOfTheWeb() && !ending.isWithoutHost() && !ending.isLoopback())
				.filter((ending) -> shared(ending) != null)
				.findFirst()
				.ifPresent((ending) -> {
					SharedDomain shared = Objects.requireNonNull(shared(ending));
					report(pattern, index, shared, ending.isPartial() && shared.cause() == SharedDomain.Cause.REGISTRY);
				});
		}
	}

	private void insecureRegex(String entry, int index, Set<RegexEnding> endings) {
		String reason = "with allow-credentials, every alternative of a regular expression begins with https://, or is"
				+ " about loopback; tolerate-insecure-origins: true lets others pass.";
		if (entry.startsWith("~https?://") && endings.stream().noneMatch(RegexEnding::isLoopback)) {
			this.problems.add(ProblemCode.INSECURE_ORIGIN, Attribute.ALLOWED_ORIGINS, index, entry, reason,
					Edit.set(Attribute.ALLOWED_ORIGINS, index, entry.replaceFirst("\\?", "")));
		}
		else {
			insecure(entry, index, reason, EXAMPLE_REGEX);
		}
	}

	private static boolean isInsecure(RegexEnding ending) {
		return ending.scheme() != OriginAutomaton.Scheme.HTTPS && (ending.isWithoutHost() || !ending.isLoopback());
	}

	private @Nullable SharedDomain shared(RegexEnding ending) {
		if (!ending.whole()) {
			return SharedDomain.of(ending.domain(), ending.manyLabels() ? null
					: (label) -> (label + "." + ending.domain()).equals(ending.suffixAmong()));
		}
		// A literal host is one site, but a public suffix is not.
		boolean suffix = this.credentials && PublicSuffixes.isPublicSuffix(ending.text());
		return suffix ? SharedDomain.of(ending.text(), null) : null;
	}

}
