package io.corspolicy.engine.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Finds registrable domains, by which the list's own examples are written: a host's
 * public suffix and one label more.
 */
public final class RegistrableDomains {

	private static final PublicSuffixList LIST = list();

	private RegistrableDomains() {
	}

	private static PublicSuffixList list() {
		InputStream list = Objects.requireNonNull(PublicSuffixes.class.getResourceAsStream("public-suffix-list.dat"));
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
			return new PublicSuffixList(PublicSuffixListCompiler.compile(reader));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The registrable domain of a host, or {@code null} if it has none.
	 */
	public static @Nullable String of(String host) {
		String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		if (!name.matches("[^.\\[]+(\\.[^.]+)*") || name.matches("(.*\\.)?[0-9]+")) {
			return null;
		}
		int start = LIST.suffixStart(name);
		return (start > 0) ? host.substring(host.lastIndexOf('.', start - 2) + 1) : null;
	}

}
