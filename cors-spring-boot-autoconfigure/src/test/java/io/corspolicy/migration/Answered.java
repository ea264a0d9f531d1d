package io.corspolicy.migration;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param status the status
 * @param body the body
 * @param allowOrigin {@code Access-Control-Allow-Origin}
 * @param credentials {@code Access-Control-Allow-Credentials}
 * @param methods {@code Access-Control-Allow-Methods}
 * @param headers {@code Access-Control-Allow-Headers}
 * @param exposed {@code Access-Control-Expose-Headers}
 * @param maxAge {@code Access-Control-Max-Age}
 * @param privateNetwork {@code Access-Control-Allow-Private-Network}
 * @param vary {@code Vary}
 */
record Answered(int status, String body, @Nullable String allowOrigin, @Nullable String credentials,
		Set<String> methods, Set<String> headers, Set<String> exposed, @Nullable String maxAge,
		@Nullable String privateNetwork, Set<String> vary) {

	static Answered of(int status, String body, Function<String, Collection<String>> fields) {
		return new Answered(status, body, field(fields, "Access-Control-Allow-Origin"),
				field(fields, "Access-Control-Allow-Credentials"),
				list(fields.apply("Access-Control-Allow-Methods"), false),
				list(fields.apply("Access-Control-Allow-Headers"), true),
				list(fields.apply("Access-Control-Expose-Headers"), true), field(fields, "Access-Control-Max-Age"),
				field(fields, "Access-Control-Allow-Private-Network"), list(fields.apply("Vary"), true));
	}

	private static @Nullable String field(Function<String, Collection<String>> fields, String name) {
		Collection<String> values = fields.apply(name);
		return values.isEmpty() ? null : String.join(" AND ", values);
	}

	private static Set<String> list(Collection<String> values, boolean anyCase) {
		return values.stream()
			.flatMap((value) -> Arrays.stream(value.split(",")))
			.map(String::strip)
			.map((value) -> anyCase ? value.toLowerCase(Locale.ROOT) : value)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	boolean allows() {
		return this.allowOrigin != null;
	}

}
