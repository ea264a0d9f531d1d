package io.corspolicy.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The origins that a regular expression matches: its program and the
 * {@link OriginAutomaton} side by side. A place is a state of both; from place to place
 * leads a character, or nothing. Work and room grow with the program's size.
 */
final class RegexOrigins {

	/** More ways to end are not told apart. */
	private static final int MAX_ENDINGS = 4_000;

	private static final int MAX_LABEL = 63;

	/** Scheme and host; a dot may be behind it. */
	private static final int MAX_HOST = 254;

	private final RegexProgram program;

	private final Map<Integer, Integer> placesByStates = new HashMap<>();

	private final List<Place> places = new ArrayList<>();

	private final List<Step> steps = new ArrayList<>();

	RegexOrigins(RegexProgram program) {
		this.program = program;
		explore();
		findUseful();
	}

	private void explore() {
		place(this.program.start(), OriginAutomaton.START);
		for (int i = 0; i < this.places.size(); i++) {
			Place place = this.places.get(i);
			if (this.program.reads(place.state)) {
				read(place);
			}
			else if (!this.program.accepts(place.state)) {
				link(place, place(this.program.next(place.state), place.origin), null);
				link(place, place(this.program.other(place.state), place.origin), null);
			}
		}
	}

	private void read(Place place) {
		AsciiSet set = this.program.set(place.state);
		for (OriginAutomaton.Transition transition : OriginAutomaton.transitions(place.origin)) {
			AsciiSet characters = set.common(transition.characters());
			if (characters.size() > 0) {
				link(place, place(this.program.next(place.state), transition.target()), characters);
			}
		}
	}

	private Place place(int state, int origin) {
		int key = key(state, origin);
		Integer known = this.placesByStates.get(key);
		if (known != null) {
			return this.places.get(known);
		}
		Place place = new Place(state, origin);
		this.placesByStates.put(key, this.places.size());
		this.places.add(place);
		return place;
	}

	private static int key(int state, int origin) {
		return state * OriginAutomaton.STATES + origin;
	}

	private void link(Place from, Place to, @Nullable AsciiSet characters) {
		Step step = new Step(from, to, characters,
				characters != null && characters.size() == 1 && !this.program.isLooped(from.state));
		this.steps.add(step);
		from.outgoing.add(step);
		to.incoming.add(step);
	}

	/** Places from which an origin is completed. */
	private void findUseful() {
		Deque<Place> open = new ArrayDeque<>();
		for (Place place : this.places) {
			if (isEnd(place)) {
				place.useful = true;
				open.add(place);
			}
		}
		while (!open.isEmpty()) {
			for (Step step : open.remove().incoming) {
				if (!step.from.useful) {
					step.from.useful = true;
					open.add(step.from);
				}
			}
		}
	}

	private boolean isEnd(Place place) {
		return this.program.accepts(place.state) && OriginAutomaton.accepts(place.origin);
	}

	/**
	 * Whether a browser could send anything that matches, as far as lengths tell.
	 */
	boolean isSendable() {
		Place start = this.places.get(0);
		start.label = 0;
		start.length = 0;
		Deque<Place> open = new ArrayDeque<>(List.of(start));
		while (!open.isEmpty()) {
			Place place = open.remove();
			for (Step step : place.outgoing) {
				int characters = (step.characters != null) ? 1 : 0;
				int label = !OriginAutomaton.isInLabel(step.to.origin) ? 0 : place.label + characters;
				int length = place.length + (OriginAutomaton.isInPort(step.to.origin) ? 0 : characters);
				if (step.to.useful && label <= MAX_LABEL && (label < step.to.label || length < step.to.length)) {
					step.to.label = Math.min(label, step.to.label);
					step.to.length = Math.min(length, step.to.length);
					open.add(step.to);
				}
			}
		}
		return this.places.stream().anyMatch((place) -> isEnd(place) && isSendable(place));
	}

	private static boolean isSendable(Place place) {
		OriginAutomaton.Scheme scheme = OriginAutomaton.scheme(place.origin);
		boolean former = scheme == OriginAutomaton.Scheme.FORMER
				|| (scheme == OriginAutomaton.Scheme.FILE && !OriginAutomaton.isBeforeHost(place.origin));
		int longest = (scheme == OriginAutomaton.Scheme.OTHER) ? OriginAutomaton.MAX_LENGTH
				: MAX_HOST + "https://".length();
		return !former && place.label <= MAX_LABEL && place.length <= longest;
	}

	/**
	 * Whether, for a host of the web, what is written out of a label may follow a dot as
	 * well as other letters, so that it seems to be a whole label and is not
	 * ({@code [a-z.]*example}, {@code www\.?example}).
	 */
	boolean mistakesLabels() {
		markWhatCameBefore();
		markWhatIsWrittenOut();
		// A dot and a letter lead to different places of one and the same state.
		Map<Integer, Place> together = new HashMap<>();
		for (Place place : this.places) {
			if (place.useful && isOfTheWeb(place)) {
				Place all = together.computeIfAbsent(place.state, (state) -> new Place(state, place.origin));
				all.afterDot |= place.afterDot;
				all.afterLetters |= place.afterLetters;
				all.writtenOut |= place.writtenOut;
			}
		}
		return together.values().stream().anyMatch((place) -> place.afterDot && place.afterLetters && place.writtenOut);
	}

	private void markWhatCameBefore() {
		Deque<Place> open = new ArrayDeque<>();
		for (Step step : this.steps) {
			if (step.characters != null && step.to.useful && isOfTheWeb(step.to)) {
				boolean dot = OriginAutomaton.isBehindDot(step.to.origin);
				// What follows a hyphen is a part of a label that nobody takes for a
				// whole one.
				boolean letters = OriginAutomaton.isInLabel(step.to.origin) && !isHyphen(step.characters);
				mark(step.to, dot, letters, open);
			}
		}
		while (!open.isEmpty()) {
			Place place = open.remove();
			for (Step step : place.outgoing) {
				if (step.characters == null) {
					mark(step.to, place.afterDot, place.afterLetters, open);
				}
			}
		}
	}

	private static void mark(Place place, boolean dot, boolean letters, Deque<Place> open) {
		if ((dot && !place.afterDot) || (letters && !place.afterLetters)) {
			place.afterDot |= dot;
			place.afterLetters |= letters;
			open.add(place);
		}
	}

	private void markWhatIsWrittenOut() {
		Deque<Place> open = new ArrayDeque<>();
		for (Step step : this.steps) {
			AsciiSet characters = step.characters;
			if (characters != null && characters.size() == 1 && !isHyphen(characters)
					&& OriginAutomaton.isInLabel(step.to.origin) && !step.from.writtenOut) {
				step.from.writtenOut = true;
				open.add(step.from);
			}
		}
		while (!open.isEmpty()) {
			for (Step step : open.remove().incoming) {
				AsciiSet characters = step.characters;
				boolean hyphen = characters != null && characters.size() == 1;
				boolean withinLabel = characters == null || OriginAutomaton.isInLabel(step.to.origin);
				if (withinLabel && !hyphen && !step.from.writtenOut) {
					step.from.writtenOut = true;
					open.add(step.from);
				}
			}
		}
	}

	private static boolean isHyphen(AsciiSet characters) {
		return characters.size() == 1 && characters.first() == '-';
	}

	private static boolean isOfTheWeb(Place place) {
		return (OriginAutomaton.isInHost(place.origin))
				&& OriginAutomaton.scheme(place.origin) != OriginAutomaton.Scheme.OTHER;
	}

	/**
	 * How the hosts end, alternative by alternative.
	 * @return the endings, or {@code null} where there are more than can be told apart
	 */
	@Nullable Set<RegexEnding> endings() {
		markDots();
		Set<Way> known = new LinkedHashSet<>();
		Deque<Way> open = new ArrayDeque<>();
		Set<Place> ends = ends();
		ends.forEach((place) -> add(new Way(place, ""), known, open));
		Set<RegexEnding> endings = new LinkedHashSet<>();
		while (!open.isEmpty()) {
			Way way = open.remove();
			if (known.size() > MAX_ENDINGS) {
				return null;
			}
			if (OriginAutomaton.isBeforeHost(way.place.origin)) {
				endings.add(new RegexEnding(OriginAutomaton.scheme(way.place.origin), way.text, true, false, null));
				continue;
			}
			for (Step step : way.place.incoming) {
				AsciiSet characters = step.characters;
				if (characters == null) {
					add(new Way(step.from, way.text), known, open);
				}
				else if (step.literal) {
					add(new Way(step.from, (char) characters.first() + way.text), known, open);
				}
				else {
					endings.add(ending(step, way.text, ends));
				}
			}
		}
		return endings;
	}

	private static void add(Way way, Set<Way> known, Deque<Way> open) {
		if (known.add(way)) {
			open.add(way);
		}
	}

	private RegexEnding ending(Step step, String text, Set<Place> ends) {
		boolean many = step.from.behindDots || OriginAutomaton.isBehindDot(step.to.origin);
		RegexEnding ending = new RegexEnding(OriginAutomaton.scheme(step.to.origin), text, false, many, null);
		if (many || !ending.isOfTheWeb() || !ending.hasDomain()) {
			return ending;
		}
		String scheme = (ending.scheme() == OriginAutomaton.Scheme.HTTP) ? "http://" : "https://";
		for (String label : PublicSuffixes.labelsOfSuffixesBelow(ending.domain())) {
			String suffix = label + "." + ending.domain();
			if (isHost(scheme + suffix, ends)) {
				return new RegexEnding(ending.scheme(), text, false, false, suffix);
			}
		}
		return ending;
	}

	/** Whether something that matches has this host, at whatever port. */
	private boolean isHost(String origin, Set<Place> ends) {
		RegexProgram.Run run = new RegexProgram.Run(this.program);
		int state = OriginAutomaton.START;
		for (int i = 0; i < origin.length() && state != OriginAutomaton.DEAD; i++) {
			run.read(origin.charAt(i));
			state = OriginAutomaton.step(state, origin.charAt(i));
		}
		int read = state;
		return read != OriginAutomaton.DEAD && Arrays.stream(run.states())
			.mapToObj((one) -> this.placesByStates.get(key(one, read)))
			.anyMatch((place) -> place != null && ends.contains(this.places.get(place)));
	}

	/** Where a host is complete: a port may follow, or nothing. */
	private Set<Place> ends() {
		Set<Place> ends = new HashSet<>();
		Set<Place> known = new HashSet<>();
		Deque<Place> open = new ArrayDeque<>();
		this.places.stream().filter(this::isEnd).forEach((place) -> {
			known.add(place);
			open.add(place);
		});
		while (!open.isEmpty()) {
			Place place = open.remove();
			if (!OriginAutomaton.isInPort(place.origin)) {
				ends.add(place);
			}
			for (Step step : place.incoming) {
				boolean beyondHost = step.characters == null || OriginAutomaton.isInPort(place.origin);
				if (beyondHost && known.add(step.from)) {
					open.add(step.from);
				}
			}
		}
		return ends;
	}

	/** Places that come after a dot of the host, on some way. */
	private void markDots() {
		Deque<Place> open = new ArrayDeque<>();
		for (Place place : this.places) {
			if (OriginAutomaton.isBehindDot(place.origin)) {
				place.behindDots = true;
				open.add(place);
			}
		}
		while (!open.isEmpty()) {
			for (Step step : open.remove().outgoing) {
				if (!step.to.behindDots) {
					step.to.behindDots = true;
					open.add(step.to);
				}
			}
		}
	}

	/**
	 * A state of the program and what was read of the origin.
	 */
	private static final class Place {

		private final int state;

		private final int origin;

		private final List<Step> outgoing = new ArrayList<>(2);

		private final List<Step> incoming = new ArrayList<>(2);

		private boolean useful;

		/** The shortest label so far, and the shortest text. */
		private int label = Integer.MAX_VALUE;

		private int length = Integer.MAX_VALUE;

		private boolean afterDot;

		private boolean afterLetters;

		private boolean writtenOut;

		private boolean behindDots;

		Place(int state, int origin) {
			this.state = state;
			this.origin = origin;
		}

	}

	/**
	 * From one place to another.
	 *
	 * @param from where
	 * @param to whereto
	 * @param characters what is read, or {@code null} for nothing
	 * @param literal whether it is one character, once
	 */
	private record Step(Place from, Place to, @Nullable AsciiSet characters, boolean literal) {
	}

	/**
	 * A place and what is written out from there to the host's end.
	 *
	 * @param place the place
	 * @param text the end of the host
	 */
	private record Way(Place place, String text) {
	}

}
