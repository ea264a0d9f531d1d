package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shrinker}.
 */
class ShrinkerTests {

	@Test
	void leavesNothingThatAFailureCanDoWithout() {
		List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
		List<Integer> smallest = Shrinker.shrink(numbers, ShrinkerTests::withoutOne,
				(list) -> list.contains(31) && list.contains(73));
		assertThat(smallest).containsExactly(31, 73);
	}

	@Test
	void keepsACaseOfWhichNothingCanBeLeftOut() {
		List<Integer> numbers = List.of(1, 2, 3);
		assertThat(Shrinker.shrink(numbers, ShrinkerTests::withoutOne, numbers::equals)).isSameAs(numbers);
	}

	@Test
	void endsWhereEverySmallerCaseFails() {
		assertThat(Shrinker.shrink(0, (number) -> Stream.of(number - 1), (number) -> true)).isNegative();
	}

	private static Stream<List<Integer>> withoutOne(List<Integer> numbers) {
		return IntStream.range(0, numbers.size()).mapToObj((index) -> {
			List<Integer> rest = new ArrayList<>(numbers);
			rest.remove(index);
			return rest;
		});
	}

}
