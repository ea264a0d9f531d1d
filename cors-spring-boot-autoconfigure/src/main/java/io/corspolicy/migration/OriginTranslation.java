package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of Spring's origin patterns as entries of {@code allowed-origins}. Spring's
 * {@code *} matches any text anywhere; here it matches labels, a part of the first label,
 * or a port. If no entry matches exactly the same, entries that match less are used.
 *
 * @param entries the entries, none if none matches a useful part of it
 * @param exactness how they compare to the pattern
 */
record OriginTranslation(List<String> entries, Exactness exactness) {

	/** As in Spring's own {@code OriginPattern}. */
	private static final Pattern PORTS = Pattern.compile("(.*):\\[(\\*|\\d+(?:,\\d+)*)]");

	private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*)://(.*)", Pattern.DOTALL);

	/** Text that begins before the host means any scheme. */
	private static final Pattern ANY_SCHEME = Pattern.compile("(?:http)?\\*(?:s?://)(.*)|\\*(\\..*)", Pattern.DOTALL);

	private static final Pattern ANY_PORT = Pattern.compile("([^:]*):\\*");

	private static final Pattern LABELS = Pattern.compile("\\*(\\.[^*]+)+");

	private static final Pattern FIRST_LABEL = Pattern.compile("[^*.]*\\*[^*.]*(\\.[^*]+)+");

	static OriginTranslation of(String pattern) {
		Matcher ports = PORTS.matcher(pattern);
		if (!ports.matches()) {
			return ofSchemes(pattern, List.of(""));
		}
		List<String> suffixes = ports.group(2).equals("*") ? List.of(":*")
				: Stream.of(ports.group(2).split(",")).map((port) -> ":" + port).toList();
		return ofSchemes(ports.group(1), suffixes);
	}

	private static OriginTranslation ofSchemes(String pattern, List<String> ports) {
		Matcher any = ANY_SCHEME.matcher(pattern);
		if (any.matches()) {
			String host = (any.group(1) != null) ? any.group(1) : "*" + any.group(2);
			OriginTranslation secure = ofHost("https", host, ports);
			List<String> entries = new ArrayList<>(secure.entries());
			entries.addAll(ofHost("http", host, ports).entries());
			return new OriginTranslation(entries,
					secure.exactness().and(pattern.startsWith("http") ? Exactness.SAME : Exactness.LESS));
		}
		Matcher scheme = SCHEME.matcher(pattern);
		return scheme.matches() ? ofHost(scheme.group(1), scheme.group(2), ports) : none();
	}

	private static OriginTranslation ofHost(String scheme, String host, List<String> ports) {
		Matcher anyPort = ANY_PORT.matcher(host);
		if (anyPort.matches() && ports.equals(List.of(""))) {
			// Without a port, too: Spring requires the colon.
			OriginTranslation translation = ofHost(scheme, anyPort.group(1), List.of(":*"));
			return new OriginTranslation(translation.entries(), translation.exactness().and(Exactness.MORE));
		}
		List<String> entries = ports.stream().map((port) -> scheme + "://" + host + port).toList();
		if (host.indexOf('*') < 0 || LABELS.matcher(host).matches()) {
			return new OriginTranslation(entries, Exactness.SAME);
		}
		return FIRST_LABEL.matcher(host).matches() ? new OriginTranslation(entries, Exactness.LESS)
				: expressions(scheme, host, ports);
	}

	/** A part of a host, in place of each wildcard. */
	private static OriginTranslation expressions(String scheme, String host, List<String> ports) {
		if (!host.endsWith("*") && host.indexOf(':') < 0 && !host.matches("\\*[^.].*")) {
			String expression = "~" + scheme + "://"
					+ host.replace(".", "\\.").replaceAll("\\*+", Matcher.quoteReplacement("[a-z0-9_.-]*"));
			return new OriginTranslation(
					ports.stream().map((port) -> expression + (port.equals(":*") ? "(:[0-9]+)?" : port)).toList(),
					Exactness.SAME);
		}
		return none();
	}

	private static OriginTranslation none() {
		return new OriginTranslation(List.of(), Exactness.LESS);
	}

	/**
	 * How entries compare to a pattern of Spring's.
	 */
	enum Exactness {

		/** They match the same origins. */
		SAME,

		/** They match fewer origins. */
		LESS,

		/** They match the same origins, and those without a port. */
		MORE;

		Exactness and(Exactness other) {
			return (this == SAME) ? other : this;
		}

	}

}
