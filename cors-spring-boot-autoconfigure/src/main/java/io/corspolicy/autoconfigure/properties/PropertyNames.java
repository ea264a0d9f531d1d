package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@link CorsProperties} has, and which of them an unknown key may be meant
 * for.
 */
public final class PropertyNames {

	static final String PATHS = PolicyField.PATHS.key();

	static final String CANDIDATE = PolicyField.CANDIDATE.key();

	/** What each policy says for itself: not inherited. */
	public static final Set<String> OWN = own();

	static final String REFRESH_INTERVAL = "refresh-interval";

	static final String FILTER_ORDER = "filter-order";

	static final String ENABLED = "enabled";

	public static final List<String> GENERAL = List.of(ENABLED, "debug", FILTER_ORDER, REFRESH_INTERVAL,
			"start-without-sources", "defaults", RawPropertyKeys.POLICIES);

	/** In the order of the documentation. */
	public static final List<String> ATTRIBUTES = attributes();

	private static final String PREFIX = "cors";

	private static final Set<String> LISTS = lists();

	private static final Map<String, String> BY_UNIFORM_NAME = byUniformName();

	private PropertyNames() {
	}

	private static Set<String> own() {
		Set<String> names = new HashSet<>(Set.of(PATHS, CANDIDATE));
		Attribute.all().stream().filter(Attribute::isOwn).forEach((attribute) -> names.add(attribute.name()));
		return Set.copyOf(names);
	}

	private static Set<String> lists() {
		Set<String> names = new HashSet<>(Set.of(PATHS));
		Attribute.all().stream().filter(Attribute::isList).forEach((attribute) -> names.add(attribute.name()));
		return Set.copyOf(names);
	}

	private static List<String> attributes() {
		List<String> names = new ArrayList<>();
		names.add(PATHS);
		names.add(CANDIDATE);
		Attribute.all().forEach((attribute) -> names.add(attribute.name()));
		return List.copyOf(names);
	}

	private static Map<String, String> byUniformName() {
		Map<String, String> names = new LinkedHashMap<>();
		ATTRIBUTES.forEach((name) -> names.put(uniform(name), name));
		return names;
	}

	/**
	 * Whether the binder may take a key, however it is spelt, for one below {@code cors}.
	 */
	public static boolean mayBeOurs(String key) {
		int known = 0;
		for (int i = 0; i < key.length() && known < PREFIX.length(); i++) {
			char c = Character.toLowerCase(key.charAt(i));
			if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
				if (c != PREFIX.charAt(known)) {
					return false;
				}
				known++;
			}
		}
		return known == PREFIX.length();
	}

	/**
	 * An element of a key as the binder compares it.
	 */
	static String uniform(String element) {
		StringBuilder uniform = new StringBuilder(element.length());
		for (int i = 0; i < element.length(); i++) {
			char c = element.charAt(i);
			char lower = (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
			if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
				uniform.append(lower);
			}
		}
		return uniform.toString();
	}

	static boolean isSame(String known, KeyElement element) {
		return !element.bracketed() && uniform(known).equals(uniform(element.text()));
	}

	static @Nullable String attribute(KeyElement element) {
		return element.bracketed() ? null : attribute(element.text());
	}

	static @Nullable String attribute(String written) {
		return BY_UNIFORM_NAME.get(uniform(written));
	}

	static @Nullable String general(KeyElement element) {
		return GENERAL.stream().filter((known) -> isSame(known, element)).findFirst().orElse(null);
	}

	public static boolean isList(String attribute) {
		return LISTS.contains(attribute);
	}

	/**
	 * Find the known key that comes nearest to what was written.
	 * @param written a key that is not known
	 * @param known what might have been meant
	 * @return the nearest key, or {@code null} if none comes near
	 */
	static @Nullable String nearest(String written, Collection<String> known) {
		String text = uniform(written);
		String nearest = null;
		double least = Double.MAX_VALUE;
		for (String candidate : known) {
			double difference = difference(text, uniform(candidate));
			if (difference < least) {
				nearest = candidate;
				least = difference;
			}
		}
		return nearest;
	}

	private static double difference(String written, String known) {
		int longer = Math.max(written.length(), known.length());
		int shorter = Math.min(written.length(), known.length());
		if (shorter >= 4 && (known.contains(written) || written.contains(known))) {
			return 0.5 + 0.1 * (longer - shorter);
		}
		int prefix = 0;
		while (prefix < shorter && written.charAt(prefix) == known.charAt(prefix)) {
			prefix++;
		}
		int distance = distance(written, known);
		if (distance <= Math.max(2, written.length() / 3)) {
			return distance;
		}
		return (prefix >= 5 && prefix > longer * 0.6) ? 0.5 * (longer - prefix) : Double.MAX_VALUE;
	}

	/**
	 * How many letters have to be added, left out, replaced or exchanged with their
	 * neighbours.
	 */
	static int distance(String one, String other) {
		int[][] distances = new int[one.length() + 1][other.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			for (int j = 0; j <= other.length(); j++) {
				if (i == 0 || j == 0) {
					distances[i][j] = i + j;
					continue;
				}
				int replaced = (one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1;
				distances[i][j] = Math.min(distances[i - 1][j - 1] + replaced,
						Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
				if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
						&& one.charAt(i - 2) == other.charAt(j - 1)) {
					distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
				}
			}
		}
		return distances[one.length()][other.length()];
	}

}
