package io.corspolicy.engine.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import io.corspolicy.engine.regex.RegexGraph.Place;
import io.corspolicy.engine.regex.RegexGraph.Step;

/**
 * Finds regular expressions that match longer names than they seem to.
 */
final class RegexLabels {

	private final RegexGraph graph;

	private RegexLabels(RegexGraph graph) {
		this.graph = graph;
	}

	/**
	 * Whether, for a host of the web, the literal part of a label may follow a dot as
	 * well as other letters, so that it seems to be a whole label and is not
	 * ({@code [a-z.]*example}, {@code www\.?example}).
	 */
	static boolean areMistakable(RegexGraph graph) {
		return new RegexLabels(graph).areMistakable();
	}

	private boolean areMistakable() {
		markWhatCameBefore();
		markWhatIsWrittenOut();
		// A dot and a letter lead to different places of the same state.
		Map<Integer, Place> together = new HashMap<>();
		for (Place place : this.graph.places()) {
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
		for (Step step : this.graph.steps()) {
			if (step.characters() != null && step.to().useful && isOfTheWeb(step.to())) {
				boolean dot = OriginAutomaton.isBehindDot(step.to().origin);
				// What follows a hyphen is clearly not a whole label.
				boolean letters = OriginAutomaton.isInLabel(step.to().origin) && !isHyphen(step.characters());
				mark(step.to(), dot, letters, open);
			}
		}
		while (!open.isEmpty()) {
			Place place = open.remove();
			for (Step step : place.outgoing) {
				if (step.characters() == null) {
					mark(step.to(), place.afterDot, place.afterLetters, open);
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
		for (Step step : this.graph.steps()) {
			AsciiSet characters = step.characters();
			if (characters != null && characters.size() == 1 && !isHyphen(characters)
					&& OriginAutomaton.isInLabel(step.to().origin) && !step.from().writtenOut) {
				step.from().writtenOut = true;
				open.add(step.from());
			}
		}
		while (!open.isEmpty()) {
			for (Step step : open.remove().incoming) {
				AsciiSet characters = step.characters();
				boolean hyphen = characters != null && characters.size() == 1;
				boolean withinLabel = characters == null || OriginAutomaton.isInLabel(step.to().origin);
				if (withinLabel && !hyphen && !step.from().writtenOut) {
					step.from().writtenOut = true;
					open.add(step.from());
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

}
