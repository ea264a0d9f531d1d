package io.corspolicy.engine;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values of attributes from text, as Spring Boot reads them from properties, and
 * writes them in the same form.
 */
final class AttributeParser {

	private static final Set<String> TRUE = Set.of("true", "on", "yes", "1");

	private static final Set<String> FALSE = Set.of("false", "off", "no", "0");

	private static final Pattern DURATION = Pattern.compile("([+-]?\\d{1,18})(ns|us|ms|s|m|h|d)?");

	private AttributeParser() {
	}

	static Object parse(Class<?> type, String text) {
		String lowerCase = text.toLowerCase(Locale.ROOT);
		if (type == Boolean.class) {
			return parseBoolean(lowerCase);
		}
		if (type == Duration.class) {
			return parseDuration(lowerCase, text);
		}
		if (type == Integer.class) {
			try {
				return Integer.valueOf(text);
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("the value is a number.", ex);
			}
		}
		return Arrays.stream(CrossOriginResourcePolicy.values())
			.filter((candidate) -> candidate.value().equals(lowerCase.replace('_', '-')))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("the value is same-origin, same-site or cross-origin."));
	}

	private static Boolean parseBoolean(String text) {
		if (TRUE.contains(text)) {
			return true;
		}
		if (FALSE.contains(text)) {
			return false;
		}
		throw new IllegalArgumentException("the value is true or false.");
	}

	private static Duration parseDuration(String lowerCase, String text) {
		Matcher matcher = DURATION.matcher(lowerCase);
		try {
			if (!matcher.matches()) {
				return Duration.parse(text);
			}
			long amount = Long.parseLong(matcher.group(1));
			String unit = (matcher.group(2) != null) ? matcher.group(2) : "s";
			return switch (unit) {
				case "ns" -> Duration.ofNanos(amount);
				case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1000L));
				case "ms" -> Duration.ofMillis(amount);
				case "m" -> Duration.ofMinutes(amount);
				case "h" -> Duration.ofHours(amount);
				case "d" -> Duration.ofDays(amount);
				default -> Duration.ofSeconds(amount);
			};
		}
		catch (DateTimeParseException | ArithmeticException ex) {
			throw new IllegalArgumentException("the value is a time such as 30m, 1h or 90s.", ex);
		}
	}

	/** The value in the largest unit that needs no fraction. */
	static String format(Duration duration) {
		long seconds = duration.toSeconds();
		if (seconds % 60 != 0 || seconds == 0) {
			return seconds + "s";
		}
		return (seconds % 3600 == 0) ? seconds / 3600 + "h" : seconds / 60 + "m";
	}

}
