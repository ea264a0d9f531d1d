package io.corspolicy.autoconfigure.properties;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a value has to be, and the valid value that an invalid one was meant for, as far
 * as that follows from it.
 */
final class ValueSuggestions {

	private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*([a-z]*)");

	/** As in .NET and in SQL. */
	private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])");

	/**
	 * The types of properties and attributes, except for flags that are not attributes.
	 */
	private static final Map<String, ValueType> TYPES = types();

	/** Examples of what is not an attribute, except for flags. */
	private static final Map<String, Object> EXAMPLES = Map.of(PropertyNames.PATHS, List.of("/api/**"),
			PropertyNames.CANDIDATE, "api", PropertyNames.REFRESH_INTERVAL, Duration.ofSeconds(30),
			PropertyNames.FILTER_ORDER, GeneralProperties.FILTER_ORDER);

	private ValueSuggestions() {
	}

	/**
	 * Why a value can't be converted.
	 * @param key the name of a property or of an attribute
	 */
	static String reason(String key) {
		return switch (kind(key)) {
			case FLAG -> "the value is true or false.";
			case TIME -> "the value is a time such as 90s, 30m or 1h, 24h at most; a bare number is seconds.";
			case INTERVAL -> "the value is a time from 10ms to 365d, such as 30s; a bare number is seconds. Leave it"
					+ " out if policies are not to be read anew by themselves.";
			case EMBEDDER -> "the value is same-origin, same-site or cross-origin.";
			case STATUS -> "an allowed preflight is answered with 200 or 204.";
			case NUMBER -> "the value is a whole number.";
			case LIST -> "the value is a list.";
			case NAME -> "the value is the name of a policy.";
		};
	}

	/**
	 * What to write instead of a value, or the value itself if it is valid.
	 * @param key the name of a property or of an attribute
	 * @param written what was written: a string or a list
	 * @return the value, or {@code null} if none follows from what was written
	 */
	static @Nullable Object correct(String key, @Nullable Object written) {
		String raw = (written instanceof List<?> list) ? String.valueOf(list.isEmpty() ? "" : list.get(0))
				: Objects.toString(written, "");
		ValueType kind = kind(key);
		if (kind != ValueType.LIST && raw.contains("${")) {
			return raw;
		}
		String text = raw.strip().toLowerCase(Locale.ROOT);
		return switch (kind) {
			case FLAG -> flag(text);
			case TIME -> seconds(time(text));
			case INTERVAL -> interval(time(text));
			case EMBEDDER -> embedder(text);
			case STATUS -> text.matches("(200|204)\\b.*") ? (Object) Integer.valueOf(text.substring(0, 3)) : null;
			case NUMBER -> text.matches("[+-]?[0-9]{1,9}") ? (Object) Integer.valueOf(text) : null;
			case LIST -> list(written);
			case NAME -> text.isEmpty() ? null : text;
		};
	}

	/**
	 * A value of the kind that is wanted, to show what one looks like.
	 * @param key the name of a property or of an attribute
	 */
	static Object example(String key) {
		Attribute<?> attribute = Attribute.find(key);
		return (attribute != null) ? attribute.example() : EXAMPLES.getOrDefault(key, true);
	}

	/**
	 * Whether a value looks like one of the key.
	 */
	static boolean fits(String key, @Nullable Object written) {
		String text = Objects.toString(written, "").strip().toLowerCase(Locale.ROOT);
		boolean flag = List.of("true", "false", "on", "off", "yes", "no").contains(text);
		return switch (kind(key)) {
			case FLAG -> flag;
			case TIME, INTERVAL -> TIME.matcher(text).matches() || CLOCK.matcher(text).matches();
			case STATUS, NUMBER -> text.matches("[0-9]+");
			case EMBEDDER -> text.startsWith("same-") || text.startsWith("cross-");
			case LIST -> written instanceof List<?> || !flag;
			case NAME -> !flag && text.matches("[a-z0-9-]+");
		};
	}

	private static ValueType kind(String key) {
		return TYPES.getOrDefault(key, ValueType.FLAG);
	}

	private static Map<String, ValueType> types() {
		Map<String, ValueType> types = new HashMap<>();
		Attribute.all().forEach((attribute) -> types.put(attribute.name(), ValueType.of(attribute.type())));
		types.put(PropertyNames.PATHS, ValueType.LIST);
		types.put(PropertyNames.CANDIDATE, ValueType.NAME);
		types.put(PropertyNames.REFRESH_INTERVAL, ValueType.INTERVAL);
		types.put(PropertyNames.FILTER_ORDER, ValueType.NUMBER);
		return types;
	}

	private static @Nullable Boolean flag(String text) {
		return switch (text) {
			case "on", "yes", "y", "1", "t", "enabled", "enable" -> Boolean.TRUE;
			case "off", "no", "n", "0", "f", "disabled", "disable" -> Boolean.FALSE;
			default -> misspelt(text);
		};
	}

	private static @Nullable Boolean misspelt(String text) {
		int toTrue = PropertyNames.distance(text, "true");
		int toFalse = PropertyNames.distance(text, "false");
		return (Math.min(toTrue, toFalse) <= 1) ? (Boolean) (toTrue < toFalse) : null;
	}

	private static @Nullable Duration time(String text) {
		Matcher clock = CLOCK.matcher(text);
		if (clock.matches()) {
			return Duration.ofHours(Long.parseLong(clock.group(1)))
				.plusMinutes(Long.parseLong(clock.group(2)))
				.plusSeconds(Long.parseLong(clock.group(3)));
		}
		Matcher matcher = TIME.matcher(text);
		Duration unit = matcher.matches() ? unit(matcher.group(2)) : null;
		if (unit == null) {
			return null;
		}
		return Duration
			.ofMillis(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toMillis())).longValue());
	}

	private static @Nullable Duration seconds(@Nullable Duration duration) {
		if (duration == null || duration.toMillis() % 1000 != 0) {
			return null;
		}
		return (duration.compareTo(Attribute.LONGEST_MAX_AGE) > 0) ? Attribute.LONGEST_MAX_AGE : duration;
	}

	private static @Nullable Duration interval(@Nullable Duration duration) {
		return (duration != null && GeneralProperties.isInterval(duration)) ? duration : null;
	}

	private static @Nullable Duration unit(String text) {
		return switch (text) {
			case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(1);
			case "", "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(1);
			case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(1);
			case "h", "hr", "hrs", "hour", "hours" -> Duration.ofHours(1);
			case "d", "day", "days" -> Duration.ofDays(1);
			case "w", "week", "weeks" -> Duration.ofDays(7);
			default -> null;
		};
	}

	/** What differs by a letter or two from one value, and by more from the others. */
	private static @Nullable CrossOriginResourcePolicy embedder(String text) {
		return Arrays.stream(CrossOriginResourcePolicy.values())
			.filter((value) -> PropertyNames.distance(PropertyNames.uniform(text),
					PropertyNames.uniform(value.value())) <= 2)
			.findFirst()
			.orElse(null);
	}

	/**
	 * The entries of a list. A comma within braces belongs to a placeholder or to an
	 * expression.
	 */
	static List<String> list(@Nullable Object written) {
		if (written instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		return Arrays.stream(Objects.toString(written, "").split("[,\r\n](?![^{]*})"))
			.map(String::strip)
			.filter((entry) -> !entry.isEmpty())
			.toList();
	}

	private enum ValueType {

		FLAG, TIME, INTERVAL, EMBEDDER, STATUS, NUMBER, LIST, NAME;

		/** The type of an attribute with values of a class. */
		static ValueType of(Class<?> type) {
			if (type == List.class) {
				return LIST;
			}
			if (type == Duration.class) {
				return TIME;
			}
			if (type == Integer.class) {
				return STATUS;
			}
			return (type == Boolean.class) ? FLAG : EMBEDDER;
		}

	}

}
