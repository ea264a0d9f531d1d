package io.corspolicy.engine.regex;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.corspolicy.engine.host.HostNames;

/**
 * Reads a serialised origin character by character
 * (<a href="https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin">HTML, "ASCII
 * serialisation of an origin"</a>), and what some engines send for pages without a host.
 * It accepts what the index of origins passes to an expression, except for lengths.
 */
public final class OriginAutomaton {

	/** Longer values of {@code Origin} match nothing but {@code *}. */
	public static final int MAX_LENGTH = 320;

	static final int START = 0;

	/** No origin begins like this. */
	static final int DEAD = -1;

	/** An upper bound of all states. */
	static final int STATES = 2048;

	/** How far a scheme has been read; the last means any other scheme. */
	private static final List<String> SCHEMES = List.of("", "f", "fi", "fil", "file", "ft", "ftp", "h", "ht", "htt",
			"http", "https", "w", "ws", "wss", "?");

	private static final int OTHER_SCHEME = SCHEMES.size() - 1;

	/** The number of states per kind of scheme. */
	private static final int PARTS = 256;

	private static final int COLON = 0;

	private static final int SLASH = 1;

	private static final int HOST = 2;

	private static final int LABEL = 3;

	private static final int DOT = 4;

	private static final int BRACKET = 5;

	private static final int CLOSED = 6;

	private static final int LONE_DOT = 7;

	private static final int PORT = 8;

	private static final int PORT_ZERO = 9;

	/** From here on: how many digits, compared with 65535, towards 80 or 443. */
	private static final int PORT_DIGITS = 16;

	private static final String LARGEST_PORT = "65535";

	private static final List<String> DEFAULT_PORTS = List.of("", "8", "80", "4", "44", "443");

	/** Transitions by state. */
	private static final Map<Integer, List<Transition>> TRANSITIONS = new ConcurrentHashMap<>();

	private OriginAutomaton() {
	}

	/**
	 * The transitions of the characters that may come next.
	 * @param state what was read so far
	 * @return a transition for each state that may be next
	 */
	static List<Transition> transitions(int state) {
		return TRANSITIONS.computeIfAbsent(state, OriginAutomaton::findTransitions);
	}

	static List<Transition> findTransitions(int state) {
		Map<Integer, AsciiSet> byTarget = new TreeMap<>();
		for (char c = '!'; c <= '~'; c++) {
			int target = step(state, c);
			if (target != DEAD) {
				byTarget.merge(target, AsciiSet.of(c), AsciiSet::and);
			}
		}
		return byTarget.entrySet().stream().map((entry) -> new Transition(entry.getValue(), entry.getKey())).toList();
	}

	/**
	 * Read a character.
	 * @param state what was read so far
	 * @param c the next character
	 * @return the next state, or {@link #DEAD}
	 */
	static int step(int state, char c) {
		if (state < SCHEMES.size()) {
			return stepInScheme(state, c);
		}
		int kind = (state - SCHEMES.size()) / PARTS;
		int part = stepInPart(Scheme.values()[kind], (state - SCHEMES.size()) % PARTS, c);
		return (part < 0) ? DEAD : state(kind, part);
	}

	private static int state(int kind, int part) {
		return SCHEMES.size() + kind * PARTS + part;
	}

	private static int stepInScheme(int state, char c) {
		if (c == ':') {
			return (state == START) ? DEAD : state(Scheme.of(SCHEMES.get(state)).ordinal(), COLON);
		}
		boolean letter = c >= 'a' && c <= 'z';
		if (!letter && (state == START || !(isDigit(c) || c == '+' || c == '-' || c == '.'))) {
			return DEAD;
		}
		int longer = SCHEMES.indexOf(SCHEMES.get(state) + c);
		return (longer < 0) ? OTHER_SCHEME : longer;
	}

	private static int stepInPart(Scheme scheme, int part, char c) {
		return switch (part) {
			case COLON -> (c == '/') ? SLASH : DEAD;
			case SLASH -> (c == '/') ? HOST : DEAD;
			case HOST -> isHostChar(scheme, c) ? LABEL
					: (c == '[') ? BRACKET : (c == '.' && scheme == Scheme.OTHER) ? LONE_DOT : DEAD;
			case LABEL -> isHostChar(scheme, c) ? LABEL : (c == '.') ? DOT : (c == ':') ? PORT : DEAD;
			case DOT -> isHostChar(scheme, c) ? LABEL : (c == ':') ? PORT : DEAD;
			case BRACKET -> (isDigit(c) || (c >= 'a' && c <= 'f') || c == ':') ? BRACKET : (c == ']') ? CLOSED : DEAD;
			case CLOSED -> (c == ':') ? PORT : DEAD;
			case LONE_DOT, PORT_ZERO -> DEAD;
			case PORT -> (c == '0') ? PORT_ZERO : stepInPort(0, 1, 0, c);
			default -> {
				int digits = part - PORT_DIGITS;
				yield stepInPort(digits / 18, digits / 6 % 3, digits % 6, c);
			}
		};
	}

	private static int stepInPort(int count, int order, int towards, char c) {
		if (!isDigit(c) || count == LARGEST_PORT.length()) {
			return DEAD;
		}
		int compared = (order != 1) ? order : 1 + Integer.signum(c - LARGEST_PORT.charAt(count));
		boolean onTheWay = count == 0 || towards > 0;
		int longer = onTheWay ? Math.max(0, DEFAULT_PORTS.indexOf(DEFAULT_PORTS.get(towards) + c)) : 0;
		return PORT_DIGITS + (count + 1) * 18 + compared * 6 + longer;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isHostChar(Scheme scheme, char c) {
		return HostNames.isHostChar(c) || (scheme == Scheme.OTHER && c >= 'A' && c <= 'Z');
	}

	/** Whether a text is an origin. */
	public static boolean isOrigin(String text) {
		int state = START;
		for (int i = 0; i < text.length() && state != DEAD; i++) {
			state = step(state, text.charAt(i));
		}
		return state != DEAD && accepts(state);
	}

	/** Whether what was read is an origin. */
	static boolean accepts(int state) {
		if (state < SCHEMES.size()) {
			return false;
		}
		Scheme scheme = scheme(state);
		int part = part(state);
		if (part < PORT_DIGITS) {
			return part == LABEL || part == DOT || part == CLOSED || part == PORT_ZERO || part == LONE_DOT
					|| (part == HOST && (scheme == Scheme.OTHER || scheme == Scheme.FILE));
		}
		int digits = part - PORT_DIGITS;
		String towards = DEFAULT_PORTS.get(digits % 6);
		boolean tooLarge = digits / 18 == LARGEST_PORT.length() && digits / 6 % 3 == 2;
		boolean isDefault = (scheme == Scheme.HTTP && towards.equals("80"))
				|| (scheme == Scheme.HTTPS && towards.equals("443"));
		return !tooLarge && !isDefault;
	}

	/** The kind of a state after the scheme. */
	static Scheme scheme(int state) {
		return Scheme.values()[(state - SCHEMES.size()) / PARTS];
	}

	private static int part(int state) {
		return (state < SCHEMES.size()) ? DEAD : (state - SCHEMES.size()) % PARTS;
	}

	/** Whether the host comes next. */
	static boolean isBeforeHost(int state) {
		return part(state) == HOST;
	}

	/** Whether the last character belongs to the host. */
	static boolean isInHost(int state) {
		int part = part(state);
		return part >= LABEL && part <= LONE_DOT;
	}

	static boolean isInLabel(int state) {
		return part(state) == LABEL;
	}

	static boolean isBehindDot(int state) {
		return part(state) == DOT;
	}

	static boolean isInPort(int state) {
		return part(state) >= PORT;
	}

	/**
	 * A transition.
	 *
	 * @param characters the characters
	 * @param target the state
	 */
	record Transition(AsciiSet characters, int target) {
	}

	/**
	 * Kinds of schemes.
	 */
	public enum Scheme {

		/** http. */
		HTTP,

		/** https. */
		HTTPS,

		/** Schemes of the web that pages no longer have: ftp, ws, wss. */
		FORMER,

		/** file, which has no host. */
		FILE,

		/** All others. */
		OTHER;

		static Scheme of(String scheme) {
			return switch (scheme) {
				case "http" -> HTTP;
				case "https" -> HTTPS;
				case "ws", "wss", "ftp" -> FORMER;
				case "file" -> FILE;
				default -> OTHER;
			};
		}

	}

}
