package io.corspolicy.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a value has to be, and what somebody may have meant by one that is something else.
 */
final class ValueCorrections {

	private static final Pattern TIME = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)\\s*([a-z]*)");

	private static final Duration LONGEST = Duration.ofHours(24);

	private ValueCorrections() {
	}

	/**
	 * Why a value can't be converted.
	 * @param key the name of a property or of an attribute
	 */
	static String reason(String key) {
		return switch (kind(key)) {
			case FLAG -> "the value is true or false.";
			case TIME -> "the value is a time such as 90s, 30m or 1h; a bare number is seconds.";
			case EMBEDDER -> "the value is same-origin, same-site or cross-origin.";
			case STATUS -> "an allowed preflight is answered with 200 or 204.";
			case NUMBER -> "the value is a whole number.";
			case LIST -> "the value is a list.";
			case NAME -> "the value is the name of a policy.";
		};
	}

	/**
	 * What to write instead of a value, or the value itself where it will do.
	 * @param key the name of a property or of an attribute
	 * @param written what was written: a string or a list
	 */
	static Object correct(String key, @Nullable Object written) {
		String text = (written instanceof List<?> list) ? String.valueOf(list.isEmpty() ? "" : list.get(0))
				: Objects.toString(written, "");
		text = text.strip().toLowerCase(Locale.ROOT);
		return switch (kind(key)) {
			case FLAG -> flag(key, text);
			case TIME -> time(text);
			case EMBEDDER -> embedder(text);
			case STATUS -> text.startsWith("200") ? 200 : 204;
			case NUMBER -> text.matches("[+-]?[0-9]{1,9}") ? Integer.valueOf(text) : CorsProperties.FILTER_ORDER;
			case LIST -> list(written);
			case NAME -> text;
		};
	}

	/**
	 * Whether a value looks like one of the key.
	 */
	static boolean fits(String key, @Nullable Object written) {
		String text = Objects.toString(written, "").strip().toLowerCase(Locale.ROOT);
		boolean flag = List.of("true", "false", "on", "off", "yes", "no").contains(text);
		return switch (kind(key)) {
			case FLAG -> flag;
			case TIME -> TIME.matcher(text).matches();
			case STATUS, NUMBER -> text.matches("[0-9]+");
			case EMBEDDER -> text.startsWith("same-") || text.startsWith("cross-");
			case LIST -> written instanceof List<?> || !flag;
			case NAME -> !flag && text.matches("[a-z0-9-]+");
		};
	}

	private static Kind kind(String key) {
		return switch (key) {
			case "enabled", "debug" -> Kind.FLAG;
			case "filter-order" -> Kind.NUMBER;
			case KnownKeys.CANDIDATE -> Kind.NAME;
			default -> attributeKind(key);
		};
	}

	private static Kind attributeKind(String key) {
		if (KnownKeys.isList(key)) {
			return Kind.LIST;
		}
		if (key.equals(Attribute.MAX_AGE.name())) {
			return Kind.TIME;
		}
		if (key.equals(Attribute.PREFLIGHT_STATUS.name())) {
			return Kind.STATUS;
		}
		return key.equals(Attribute.CROSS_ORIGIN_RESOURCE_POLICY.name()) ? Kind.EMBEDDER : Kind.FLAG;
	}

	private static Boolean flag(String key, String text) {
		if (List.of("on", "yes", "1").contains(text)) {
			return true;
		}
		int toTrue = KnownKeys.distance(text, "true");
		// Enabled is the default; all else is off unless somebody clearly meant it.
		return (toTrue <= 2 && toTrue < KnownKeys.distance(text, "false")) || (key.equals("enabled")
				&& KnownKeys.distance(text, "false") > 2 && !List.of("no", "off", "0").contains(text));
	}

	private static Duration time(String text) {
		Matcher matcher = TIME.matcher(text);
		if (matcher.matches()) {
			long seconds = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher.group(2))))
				.longValue();
			Duration duration = Duration.ofSeconds(seconds);
			return (duration.compareTo(LONGEST) > 0) ? LONGEST : duration;
		}
		return Objects.requireNonNull(Attribute.MAX_AGE.defaultValue());
	}

	private static long unit(String text) {
		return switch (text.isEmpty() ? 's' : text.charAt(0)) {
			case 'm' -> text.startsWith("ms") || text.startsWith("mil") ? 0 : 60;
			case 'h' -> 3600;
			case 'd' -> 86400;
			default -> 1;
		};
	}

	private static CrossOriginResourcePolicy embedder(String text) {
		return Arrays.stream(CrossOriginResourcePolicy.values())
			.min(Comparator
				.comparingInt((value) -> KnownKeys.distance(KnownKeys.uniform(text), KnownKeys.uniform(value.value()))))
			.orElseThrow();
	}

	static List<String> list(@Nullable Object written) {
		if (written instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		String text = Objects.toString(written, "");
		return text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
	}

	private enum Kind {

		FLAG, TIME, EMBEDDER, STATUS, NUMBER, LIST, NAME

	}

}
