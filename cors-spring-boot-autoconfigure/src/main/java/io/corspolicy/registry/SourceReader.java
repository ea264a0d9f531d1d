package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sources for their policies.
 */
final class SourceReader {

	private final List<PolicySource> sources;

	SourceReader(List<PolicySource> sources) {
		this.sources = List.copyOf(sources);
	}

	/**
	 * Read all sources anew.
	 * @param before what they said before: the definitions that still are the same are
	 * the same objects
	 * @throws PolicySourceException if one of them fails, those of others suppressed
	 */
	Reading readAll(@Nullable Reading before) {
		List<PolicySourceException> failures = new ArrayList<>();
		Reading reading = read(before, true, failures);
		throwFirst(failures);
		return reading;
	}

	/**
	 * Read those sources anew whose version has changed, or that have none.
	 * @throws PolicySourceException if one of them fails, those of others suppressed
	 */
	Reading readChanged(Reading before) {
		List<PolicySourceException> failures = new ArrayList<>();
		Reading reading = read(before, false, failures);
		throwFirst(failures);
		return reading;
	}

	private static void throwFirst(List<PolicySourceException> failures) {
		if (!failures.isEmpty()) {
			PolicySourceException first = failures.get(0);
			failures.subList(1, failures.size()).forEach(first::addSuppressed);
			throw first;
		}
	}

	/**
	 * Read all sources, and leave out those that fail and may be left out.
	 * @throws PolicySourceException if another one fails
	 */
	Reading readAvailable(Predicate<PolicySource> optional, List<PolicySourceException> failures) {
		Reading reading = read(null, true, failures);
		for (int i = 0; i < this.sources.size(); i++) {
			if (reading.parts().get(i).missing() && !optional.test(this.sources.get(i))) {
				throwFirst(failures);
			}
		}
		return reading;
	}

	PolicySource source(int index) {
		return this.sources.get(index);
	}

	/**
	 * Read the sources, and leave out those that fail.
	 * @param before what they returned before, if known
	 * @param all whether to read those, too, whose version has not changed
	 * @param failures where failures are added
	 */
	private Reading read(@Nullable Reading before, boolean all, List<PolicySourceException> failures) {
		List<Reading.Part> parts = new ArrayList<>(this.sources.size());
		for (int i = 0; i < this.sources.size(); i++) {
			PolicySource source = this.sources.get(i);
			String name = name(source);
			try {
				parts.add(read(source, name, (before != null) ? before.parts().get(i) : null, all));
			}
			catch (Throwable ex) {
				if (ex instanceof VirtualMachineError error && !(ex instanceof StackOverflowError)) {
					throw error;
				}
				failures.add(new PolicySourceException(name, ex));
				parts.add(Reading.Part.missing(name));
			}
		}
		return new Reading(parts);
	}

	private static Reading.Part read(PolicySource source, String name, Reading.@Nullable Part before, boolean all) {
		Object version = source.version();
		if (!all && before != null && before.isOfVersion(version)) {
			return before;
		}
		List<PolicyDefinition> definitions = List.of();
		List<PolicyProblem> problems = List.of();
		PolicySpec defaults = null;
		UnaryOperator<List<PolicyProblem>> places = UnaryOperator.identity();
		try {
			if (source instanceof DefaultsSource both) {
				DefaultsSource.Contents contents = both.read();
				definitions = contents.definitions();
				defaults = contents.defaults();
				problems = contents.problems();
				places = contents.places();
			}
			else {
				definitions = source.policies();
			}
		}
		catch (IncompletePoliciesException ex) {
			problems = ex.problems();
			definitions = ex.definitions();
		}
		catch (InvalidPolicyException ex) {
			problems = ex.problems();
		}
		return new Reading.Part(name, version, (version != null) ? SafeText.cut(String.valueOf(version)) : null,
				written(name, definitions, (before != null) ? before.definitions() : List.of()), problems, false, null,
				defaults, places);
	}

	/**
	 * For a source that does not say where its policies were written, the place is the
	 * source.
	 */
	private static List<PolicyDefinition> written(String name, @Nullable List<PolicyDefinition> definitions,
			List<PolicyDefinition> before) {
		String place = "policy source " + name;
		List<PolicyDefinition> written = new ArrayList<>();
		Map<String, PolicyDefinition> known = new HashMap<>();
		before.forEach((definition) -> known.put(definition.name(), definition));
		for (PolicyDefinition definition : Objects.requireNonNull(definitions, "policies() returned null")) {
			written.add(definition.writtenIn(place, known.get(definition.name())));
		}
		return List.copyOf(written);
	}

	/** The class of a source, not that of its proxy. */
	private static String name(PolicySource source) {
		String type = source.getClass().getName();
		int generated = type.indexOf("$$");
		return (generated > 0) ? type.substring(0, generated) : type;
	}

	/** The sources before any of them was read. */
	List<RefreshState.Source> states() {
		return this.sources.stream().map((source) -> new RefreshState.Source(name(source), null, 0, false)).toList();
	}

}
