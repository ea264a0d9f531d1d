package io.corspolicy.contract;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a failing case small: takes the first smaller one that fails, too, until there is
 * none.
 */
final class Shrinker {

	/** Enough for a case of a hundred parts. */
	private static final int MOST_STEPS = 500;

	private Shrinker() {
	}

	/**
	 * Shrink a case.
	 * @param failing a case that fails
	 * @param smaller the smaller ones to try next, the promising ones first
	 * @param fails whether a case fails
	 * @return a case that fails
	 */
	static <T> T shrink(T failing, Function<T, Stream<T>> smaller, Predicate<T> fails) {
		T smallest = failing;
		for (int i = 0; i < MOST_STEPS; i++) {
			Optional<T> next = smaller.apply(smallest).filter(fails).findFirst();
			if (next.isEmpty()) {
				return smallest;
			}
			smallest = next.get();
		}
		return smallest;
	}

}
