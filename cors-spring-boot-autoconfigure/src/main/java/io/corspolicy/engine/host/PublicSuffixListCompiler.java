package io.corspolicy.engine.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the sorted list of the published one. The build runs it, and nothing else does.
 */
final class PublicSuffixListCompiler {

	private static final String COMMENT = "//";

	private static final String ICANN_BEGIN = "// ===BEGIN ICANN DOMAINS===";

	private static final String ICANN_END = "// ===END ICANN DOMAINS===";

	private PublicSuffixListCompiler() {
	}

	/**
	 * Compile a list.
	 * @param arguments the file of the published list, and that of the sorted one
	 * @throws IOException if one can't be read, or the other can't be written
	 */
	public static void main(String[] arguments) throws IOException {
		try (BufferedReader list = Files.newBufferedReader(Path.of(arguments[0]))) {
			Files.write(Path.of(arguments[1]), compile(list));
		}
	}

	/**
	 * Compile a list.
	 * @param list the list in the
	 * <a href="https://github.com/publicsuffix/list/wiki/Format">format</a> of
	 * publicsuffix.org
	 * @return the lines of a {@link PublicSuffixList}
	 * @throws IOException if the list can't be read
	 */
	static byte[] compile(BufferedReader list) throws IOException {
		Map<String, Boolean> rules = new TreeMap<>();
		boolean icann = false;
		for (String line = list.readLine(); line != null; line = list.readLine()) {
			icann = line.startsWith(ICANN_BEGIN) || (icann && !line.startsWith(ICANN_END));
			String rule = line.startsWith(COMMENT) ? "" : firstWord(line);
			if (!rule.isEmpty()) {
				rules.merge(PublicSuffixList.reversed(punycode(rule)), icann, Boolean::logicalOr);
			}
		}
		StringBuilder sorted = new StringBuilder();
		rules.forEach((rule, registry) -> {
			sorted.append(rule);
			if (registry) {
				sorted.append(PublicSuffixList.REGISTRY);
			}
			sorted.append('\n');
		});
		return sorted.toString().getBytes(StandardCharsets.US_ASCII);
	}

	/** "Each line is only read up to the first whitespace." */
	private static String firstWord(String line) {
		int end = 0;
		while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
			end++;
		}
		return line.substring(0, end);
	}

	private static String punycode(String rule) {
		for (int i = 0; i < rule.length(); i++) {
			if (rule.charAt(i) > '~') {
				return IDN.toASCII(rule, IDN.ALLOW_UNASSIGNED);
			}
		}
		return rule;
	}

}
