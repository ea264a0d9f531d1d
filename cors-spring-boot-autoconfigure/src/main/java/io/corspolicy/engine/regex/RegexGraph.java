package io.corspolicy.engine.regex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.host.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * The origins that a regular expression matches: its program and the
 * {@link OriginAutomaton} side by side. A place is a state of both; an edge between
 * places reads a character, or nothing. Time and memory grow with the program's size.
 */
final class RegexGraph {

	private final RegexProgram program;

	private final Map<Integer, Integer> placesByStates = new HashMap<>();

	private final List<Place> places = new ArrayList<>();

	private final List<Step> steps = new ArrayList<>();

	RegexGraph(RegexProgram program) {
		this.program = program;
		explore();
		findUseful();
	}

	RegexProgram program() {
		return this.program;
	}

	List<Place> places() {
		return this.places;
	}

	List<Step> steps() {
		return this.steps;
	}

	/** The place of two states, if some text reaches it. */
	@Nullable Place find(int state, int origin) {
		Integer known = this.placesByStates.get(key(state, origin));
		return (known != null) ? this.places.get(known) : null;
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

	/** Places from which an origin can be completed. */
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

	/** Whether a text that reaches it is matched, and is an origin. */
	boolean isEnd(Place place) {
		return this.program.accepts(place.state) && OriginAutomaton.accepts(place.origin);
	}

	/**
	 * Whether a browser could send anything that matches, judged by lengths.
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
				if (step.to.useful && label <= HostNames.MAX_LABEL_LENGTH
						&& (label < step.to.label || length < step.to.length)) {
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
				: "https://".length() + HostNames.MAX_LENGTH + ".".length();
		return !former && place.label <= HostNames.MAX_LABEL_LENGTH && place.length <= longest;
	}

	/**
	 * A state of the program and what was read of the origin.
	 */
	static final class Place {

		final int state;

		final int origin;

		final List<Step> outgoing = new ArrayList<>(2);

		final List<Step> incoming = new ArrayList<>(2);

		boolean useful;

		/** The shortest label so far, and the shortest text. */
		int label = Integer.MAX_VALUE;

		int length = Integer.MAX_VALUE;

		boolean afterDot;

		boolean afterLetters;

		boolean writtenOut;

		boolean behindDots;

		Place(int state, int origin) {
			this.state = state;
			this.origin = origin;
		}

	}

	/**
	 * An edge.
	 *
	 * @param from its source
	 * @param to its target
	 * @param characters what is read, or {@code null} for nothing
	 * @param literal whether it is one character, once
	 */
	record Step(Place from, Place to, @Nullable AsciiSet characters, boolean literal) {
	}

}
