package io.corspolicy.engine.regex;

import java.util.Collections;
import java.util.Set;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.corspolicy.engine.host.AddressNetwork;
import io.corspolicy.engine.host.IpAddresses;
import io.corspolicy.engine.host.Punycode;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression among {@code allowed-origins}, matched against the whole origin in
 * time linear in its length. The only class that uses RE2/J, which is optional: it
 * decides whether an expression is valid, and how long its program is.
 */
public final class OriginRegex {

	static final String ANCHORS = "leave ^, $, \\A, \\z, \\b and the backslash before a slash out: an expression is always"
			+ " matched whole.";

	static final String FLAGS = "\\Q and flags such as (?i) make an expression say something else than it seems to.";

	private static final String PATTERN_CLASS = "com.google.re2j.Pattern";

	/** The version that this library is built and tested with. */
	public static final String VERSION = "1.8";

	/** Longer expressions make too long a program, or could be a list. */
	private static final int MAX_LENGTH = 4_000;

	private static final int MAX_INSTRUCTIONS = 1_000;

	private static final String TOO_LONG = "the program of a regular expression has at most 1,000 instructions: each"
			+ " character and each repetition counts.";

	private static final java.util.regex.Pattern QUOTATION_OR_FLAGS = java.util.regex.Pattern
		.compile("\\\\Q|\\(\\?(?!:|P<)");

	/** A brace that does not open a repetition. */
	private static final java.util.regex.Pattern BRACE = java.util.regex.Pattern
		.compile("\\{(?!\\d{1,4}(,\\d{0,4})?})|(?<!\\{\\d{1,4}(,\\d{0,4})?)}");

	private final RegexProgram program;

	private final String prefix;

	private final Set<RegexEnding> endings;

	private @Nullable RegexMatcher matcher;

	private OriginRegex(RegexProgram program, Set<RegexEnding> endings) {
		this.program = program;
		this.prefix = program.prefix();
		this.endings = endings;
	}

	/**
	 * Read an expression.
	 * @param regex the expression
	 * @return the expression, ready to be matched
	 * @throws MalformedRegexException if it is invalid, or means something else than it
	 * seems
	 * @throws IllegalStateException if RE2/J is not {@linkplain #isAvailable() available}
	 */
	public static OriginRegex parse(String regex) throws MalformedRegexException {
		if (!isAvailable()) {
			throw new IllegalStateException(PATTERN_CLASS + " is missing");
		}
		if (regex.isEmpty()) {
			throw new MalformedRegexException("the regular expression is empty.");
		}
		checkCharacters(regex);
		RegexAdvice.checkAnchors(regex);
		RegexProgram program = program(regex);
		RegexAdvice.checkDots(regex);
		return new OriginRegex(program, judged(regex, program));
	}

	/**
	 * Origins are printable ASCII. The other constructs refused here would make an
	 * expression mean something else than it seems, to its author or to the checks; some
	 * of them keep RE2/J busy forever.
	 */
	private static void checkCharacters(String regex) throws MalformedRegexException {
		if (regex.length() > MAX_LENGTH) {
			throw new MalformedRegexException(TOO_LONG);
		}
		if (regex.chars().anyMatch((c) -> c <= ' ' || c > '~')) {
			throw new MalformedRegexException("an origin is printable ASCII without blanks.");
		}
		if (QUOTATION_OR_FLAGS.matcher(regex).find()) {
			throw new MalformedRegexException(FLAGS, RegexAdvice.withoutFlag(regex));
		}
		if (BRACE.matcher(regex).find()) {
			throw new MalformedRegexException("braces enclose the number of repetitions, such as {1,3}.");
		}
	}

	/**
	 * Expressions are read when the application starts, or is refreshed: what they cost
	 * then is bounded before RE2/J sees them.
	 */
	private static RegexProgram program(String regex) throws MalformedRegexException {
		RegexNode node;
		try {
			node = RegexSyntax.parse(regex);
		}
		catch (MalformedRegexException ex) {
			// RE2/J explains the error better, but may take long.
			String error = (regex.indexOf('{') < 0) ? Syntax.error(regex) : null;
			throw (error != null && !error.equals(TOO_LONG)) ? new MalformedRegexException(error) : ex;
		}
		if (node.size() > MAX_INSTRUCTIONS) {
			throw new MalformedRegexException(TOO_LONG);
		}
		String error = Syntax.error(regex);
		if (error != null) {
			throw new MalformedRegexException(error);
		}
		return RegexProgram.compile(node);
	}

	/**
	 * For a scheme of the web, the host has to end in literal labels, in each
	 * alternative, preceded by a dot or the host's beginning: so no expression matches a
	 * longer name than it seems.
	 */
	private static Set<RegexEnding> judged(String regex, RegexProgram program) throws MalformedRegexException {
		RegexGraph graph = new RegexGraph(program);
		if (!graph.isSendable()) {
			throw new MalformedRegexException("the expression matches nothing that a browser sends.");
		}
		Set<RegexEnding> endings = RegexEndings.of(graph);
		if (endings == null) {
			throw new MalformedRegexException("the expression has too many alternatives: make it several entries.");
		}
		for (RegexEnding ending : endings) {
			if (ending.isOfTheWeb() && !ending.isWithoutHost()) {
				checkEnding(regex, ending);
			}
		}
		if (RegexLabels.areMistakable(graph) || mistakesLabels(endings)) {
			throw new MalformedRegexException(
					"the expression matches longer names than it seems to (evilexample.com, if"
							+ " it is about example.com): write \\. in front of a name that is written out.");
		}
		return Collections.unmodifiableSet(endings);
	}

	private static void checkEnding(String regex, RegexEnding ending) throws MalformedRegexException {
		String domain = ending.hasDomain() ? ending.domain() : "";
		boolean address = ending.text().endsWith("]") || (!domain.isEmpty() && IpAddresses.endsInNumber(domain));
		boolean network = address ? !ending.whole() || AddressNetwork.ofHost(domain) == null
				: domain.isEmpty() && RegexAdvice.isAboutAddresses(regex);
		if (network) {
			throw new MalformedRegexException(
					"a network of addresses is not a regular expression: write its first address and"
							+ " the length of its prefix, such as http://192.168.0.0/16:*.",
					RegexAdvice.network(regex));
		}
		if (domain.isEmpty()) {
			throw new MalformedRegexException(
					"the host has to end in labels that are written out, such as"
							+ " \\.example\\.com: the expression could match across the end of the host.",
					RegexAdvice.upToLiteralEnd(regex));
		}
		for (String label : domain.split("\\.")) {
			if (label.startsWith(Punycode.PREFIX) && Punycode.decode(label) == null) {
				throw new MalformedRegexException("\"" + label + "\" is not valid Punycode.");
			}
		}
	}

	/** The same between alternatives: one has the whole label, another one a part. */
	private static boolean mistakesLabels(Set<RegexEnding> endings) {
		return endings.stream()
			.filter((ending) -> ending.isOfTheWeb() && ending.isPartial() && !ending.text().startsWith("-"))
			.anyMatch((part) -> endings.stream().anyMatch((other) -> other.text().endsWith("." + part.text())));
	}

	/** Whether RE2/J, which is optional, is present. */
	public static boolean isAvailable() {
		try {
			Class.forName(PATTERN_CLASS, false, OriginRegex.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/** The prefix of every match. */
	String prefix() {
		return this.prefix;
	}

	/** How the hosts end, in each alternative. */
	public Set<RegexEnding> endings() {
		return this.endings;
	}

	/** Created on first use; a second one would be equal. */
	RegexMatcher matcher() {
		RegexMatcher made = this.matcher;
		if (made == null) {
			made = new RegexMatcher(this.program);
			this.matcher = made;
		}
		return made;
	}

	/**
	 * Keeps RE2/J's types from being loaded until they are known to be present.
	 */
	private static final class Syntax {

		private Syntax() {
		}

		static @Nullable String error(String regex) {
			try {
				return (Pattern.compile(regex).programSize() > MAX_INSTRUCTIONS) ? TOO_LONG : null;
			}
			catch (PatternSyntaxException ex) {
				return "RE2/J can't read the regular expression: " + ex.getMessage() + ".";
			}
			catch (StackOverflowError ex) {
				return TOO_LONG;
			}
		}

	}

}
