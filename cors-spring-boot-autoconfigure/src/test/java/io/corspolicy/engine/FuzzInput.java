package io.corspolicy.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what a fuzzer makes up: lines of text, so that seeds and findings can be read and
 * written by hand.
 */
public final class FuzzInput {

	/** More lines than these are left out: one input is one experiment. */
	private static final int MAX_LINES = 16;

	private FuzzInput() {
	}

	/** Lines as a servlet container or Netty decodes header values. */
	static List<String> headerLines(byte[] input) {
		return lines(new String(input, StandardCharsets.ISO_8859_1));
	}

	/** Lines as a configuration file has them. */
	public static List<String> textLines(byte[] input) {
		return lines(new String(input, StandardCharsets.UTF_8));
	}

	private static List<String> lines(String text) {
		return Arrays.stream(text.split("\n", -1)).limit(MAX_LINES).toList();
	}

}
