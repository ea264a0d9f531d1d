package io.corspolicy.engine.regex;

import java.util.Arrays;

/**
 * Matches what a {@link RegexProgram} matches. The states that read a character are bits,
 * and for each of them it is known beforehand which ones come next, so that a character
 * costs at most what all states cost once.
 */
final class RegexMatcher {

	/** By the number of a state that reads. */
	private final AsciiSet[] sets;

	/**
	 * The next states, by the number of a state that reads; the last entry has the
	 * initial ones.
	 */
	private final long[][] following;

	/** The bit of the end. */
	private final int end;

	RegexMatcher(RegexProgram program) {
		int[] states = program.readingStates();
		int[] numbers = new int[program.size()];
		Arrays.fill(numbers, states.length);
		for (int i = 0; i < states.length; i++) {
			numbers[states[i]] = i;
		}
		this.end = states.length;
		this.sets = Arrays.stream(states).mapToObj(program::set).toArray(AsciiSet[]::new);
		this.following = new long[states.length + 1][];
		RegexProgram.Run run = new RegexProgram.Run(program);
		for (int i = 0; i < states.length; i++) {
			this.following[i] = bits(run.enter(program.next(states[i])), numbers);
		}
		this.following[states.length] = bits(run.enter(program.start()), numbers);
	}

	private long[] bits(int[] states, int[] numbers) {
		long[] bits = new long[this.end / Long.SIZE + 1];
		for (int state : states) {
			bits[numbers[state] / Long.SIZE] |= 1L << numbers[state];
		}
		return bits;
	}

	/**
	 * Whether the expression matches a whole text.
	 * @param text the text
	 * @return whether it does
	 */
	boolean matches(String text) {
		long[] current = this.following[this.end].clone();
		long[] next = new long[current.length];
		for (int i = 0; i < text.length(); i++) {
			if (!read(text.charAt(i), current, next)) {
				return false;
			}
			long[] read = current;
			current = next;
			next = read;
		}
		return (current[this.end / Long.SIZE] >>> this.end & 1) != 0;
	}

	/** The result is whether anything comes next. */
	private boolean read(char c, long[] current, long[] next) {
		Arrays.fill(next, 0);
		boolean any = false;
		for (int word = 0; word < current.length && c < 128; word++) {
			for (long rest = current[word]; rest != 0; rest &= rest - 1) {
				int state = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
				if (state < this.end && this.sets[state].contains(c)) {
					long[] following = this.following[state];
					for (int i = 0; i < next.length; i++) {
						next[i] |= following[i];
					}
					any = true;
				}
			}
		}
		return any;
	}

}
