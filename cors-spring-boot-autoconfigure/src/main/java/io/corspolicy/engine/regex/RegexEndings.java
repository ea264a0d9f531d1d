package io.corspolicy.engine.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import io.corspolicy.engine.host.PublicSuffixes;
import io.corspolicy.engine.regex.RegexGraph.Place;
import io.corspolicy.engine.regex.RegexGraph.Step;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts end that a regular expression matches: found from their end, character by
 * character, as long as every character is literal.
 */
final class RegexEndings {

	/** The maximum number of endings. */
	private static final int MAX_ENDINGS = 4_000;

	private final RegexGraph graph;

	private RegexEndings(RegexGraph graph) {
		this.graph = graph;
	}

	/**
	 * How the hosts end, alternative by alternative.
	 * @return the endings, or {@code null} if there are too many
	 */
	static @Nullable Set<RegexEnding> of(RegexGraph graph) {
		return new RegexEndings(graph).find();
	}

	private @Nullable Set<RegexEnding> find() {
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
			if (OriginAutomaton.isBeforeHost(way.place().origin)) {
				endings.add(new RegexEnding(OriginAutomaton.scheme(way.place().origin), way.text(), true, false, null));
				continue;
			}
			for (Step step : way.place().incoming) {
				AsciiSet characters = step.characters();
				if (characters == null) {
					add(new Way(step.from(), way.text()), known, open);
				}
				else if (step.literal()) {
					add(new Way(step.from(), (char) characters.first() + way.text()), known, open);
				}
				else {
					endings.add(ending(step, way.text(), ends));
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
		boolean many = step.from().behindDots || OriginAutomaton.isBehindDot(step.to().origin);
		RegexEnding ending = new RegexEnding(OriginAutomaton.scheme(step.to().origin), text, false, many, null);
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
		RegexProgram.Run run = new RegexProgram.Run(this.graph.program());
		int state = OriginAutomaton.START;
		for (int i = 0; i < origin.length() && state != OriginAutomaton.DEAD; i++) {
			run.read(origin.charAt(i));
			state = OriginAutomaton.step(state, origin.charAt(i));
		}
		int read = state;
		return read != OriginAutomaton.DEAD && Arrays.stream(run.states())
			.mapToObj((one) -> this.graph.find(one, read))
			.anyMatch((place) -> place != null && ends.contains(place));
	}

	/** The places at which a host is complete: a port may follow, or nothing. */
	private Set<Place> ends() {
		Set<Place> ends = new HashSet<>();
		Set<Place> known = new HashSet<>();
		Deque<Place> open = new ArrayDeque<>();
		this.graph.places().stream().filter(this.graph::isEnd).forEach((place) -> {
			known.add(place);
			open.add(place);
		});
		while (!open.isEmpty()) {
			Place place = open.remove();
			if (!OriginAutomaton.isInPort(place.origin)) {
				ends.add(place);
			}
			for (Step step : place.incoming) {
				boolean beyondHost = step.characters() == null || OriginAutomaton.isInPort(place.origin);
				if (beyondHost && known.add(step.from())) {
					open.add(step.from());
				}
			}
		}
		return ends;
	}

	/** Places that follow a dot of the host, on some path. */
	private void markDots() {
		Deque<Place> open = new ArrayDeque<>();
		for (Place place : this.graph.places()) {
			if (OriginAutomaton.isBehindDot(place.origin)) {
				place.behindDots = true;
				open.add(place);
			}
		}
		while (!open.isEmpty()) {
			for (Step step : open.remove().outgoing) {
				if (!step.to().behindDots) {
					step.to().behindDots = true;
					open.add(step.to());
				}
			}
		}
	}

	/**
	 * A place and the literal text from there to the host's end.
	 *
	 * @param place the place
	 * @param text the end of the host
	 */
	private record Way(Place place, String text) {
	}

}
