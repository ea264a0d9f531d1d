package io.corspolicy.engine.regex;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A regular expression as an automaton of states, each of which reads a character, or
 * leads to two others, or accepts. It is used both to check an expression and to
 * {@linkplain RegexMatcher match} it: whatever RE2/J makes of the expression, only what
 * was checked can match.
 */
final class RegexProgram {

	/** Such a state reads a character of its set. */
	private static final byte READ = 0;

	/** Such a state leads to two others. */
	private static final byte FORK = 1;

	private static final byte ACCEPT = 2;

	private byte[] kinds = new byte[64];

	private AsciiSet[] sets = new AsciiSet[64];

	/** The next state, or -1. */
	private int[] next = new int[64];

	/** The second next state of a fork, or -1. */
	private int[] other = new int[64];

	/** Whether a state is part of an unbounded repetition. */
	private boolean[] looped = new boolean[64];

	private int size;

	private int start;

	private RegexProgram() {
	}

	static RegexProgram compile(RegexNode node) {
		RegexProgram program = new RegexProgram();
		int accept = program.add(ACCEPT, AsciiSet.NONE, -1, -1, false);
		program.start = program.add(node, accept, false);
		program.kinds = Arrays.copyOf(program.kinds, program.size);
		program.sets = Arrays.copyOf(program.sets, program.size);
		program.next = Arrays.copyOf(program.next, program.size);
		program.other = Arrays.copyOf(program.other, program.size);
		program.looped = Arrays.copyOf(program.looped, program.size);
		return program;
	}

	private int add(byte kind, AsciiSet set, int next, int other, boolean looped) {
		if (this.size == this.next.length) {
			int length = 2 * this.size;
			this.kinds = Arrays.copyOf(this.kinds, length);
			this.sets = Arrays.copyOf(this.sets, length);
			this.next = Arrays.copyOf(this.next, length);
			this.other = Arrays.copyOf(this.other, length);
			this.looped = Arrays.copyOf(this.looped, length);
		}
		this.kinds[this.size] = kind;
		this.sets[this.size] = set;
		this.next[this.size] = next;
		this.other[this.size] = other;
		this.looped[this.size] = looped;
		return this.size++;
	}

	/** Adds a part from its end; the result is where it begins. */
	private int add(RegexNode node, int end, boolean looped) {
		if (node instanceof RegexNode.One one) {
			return add(READ, one.set(), end, -1, looped);
		}
		if (node instanceof RegexNode.Sequence sequence) {
			int begin = end;
			for (int i = sequence.parts().size() - 1; i >= 0; i--) {
				begin = add(sequence.parts().get(i), begin, looped);
			}
			return begin;
		}
		if (node instanceof RegexNode.Choice choice) {
			int begin = -1;
			for (int i = choice.alternatives().size() - 1; i >= 0; i--) {
				int alternative = add(choice.alternatives().get(i), end, looped);
				begin = (begin < 0) ? alternative : fork(alternative, begin);
			}
			return begin;
		}
		return addRepetition((RegexNode.Repetition) node, end, looped);
	}

	private int addRepetition(RegexNode.Repetition repetition, int end, boolean looped) {
		RegexNode part = repetition.part();
		int begin = end;
		if (repetition.most() < 0) {
			int loop = fork(-1, end);
			int body = add(part, loop, true);
			this.next[loop] = body;
			begin = (repetition.least() > 0) ? body : loop;
		}
		for (int i = repetition.least(); i < repetition.most(); i++) {
			begin = fork(add(part, begin, looped), end);
		}
		for (int i = (repetition.most() < 0) ? 1 : 0; i < repetition.least(); i++) {
			begin = add(part, begin, looped);
		}
		return begin;
	}

	private int fork(int next, int other) {
		return add(FORK, AsciiSet.NONE, next, other, false);
	}

	int size() {
		return this.size;
	}

	int start() {
		return this.start;
	}

	boolean accepts(int state) {
		return this.kinds[state] == ACCEPT;
	}

	boolean reads(int state) {
		return this.kinds[state] == READ;
	}

	AsciiSet set(int state) {
		return this.sets[state];
	}

	int next(int state) {
		return this.next[state];
	}

	int other(int state) {
		return this.other[state];
	}

	boolean isLooped(int state) {
		return this.looped[state];
	}

	/** The literal prefix of every match. */
	String prefix() {
		StringBuilder prefix = new StringBuilder();
		Run run = new Run(this);
		while (prefix.length() < OriginAutomaton.MAX_LENGTH) {
			AsciiSet all = AsciiSet.NONE;
			for (int state : run.states()) {
				all = all.and(accepts(state) ? AsciiSet.ANY : this.sets[state]);
			}
			if (all.size() != 1) {
				break;
			}
			prefix.append((char) all.first());
			run.read((char) all.first());
		}
		return prefix.toString();
	}

	/** The states that read a character. */
	int[] readingStates() {
		return IntStream.range(0, this.size).filter(this::reads).toArray();
	}

	/**
	 * The states that may be active on a text.
	 */
	static final class Run {

		private final RegexProgram program;

		/** When a state was last reached. */
		private final int[] seen;

		private final int[] stack;

		/** States that read, or accept. */
		private int[] current;

		private int[] following;

		private int count;

		private int round;

		Run(RegexProgram program) {
			this.program = program;
			this.seen = new int[program.size];
			this.stack = new int[2 * program.size + 1];
			this.current = new int[program.size];
			this.following = new int[program.size];
			this.round = 1;
			this.count = enter(program.start, this.current, 0);
		}

		/** The states that are reached, each of which reads or accepts. */
		int[] states() {
			return Arrays.copyOf(this.current, this.count);
		}

		/** The states that are reached from one without reading. */
		int[] enter(int state) {
			this.round++;
			this.count = enter(state, this.current, 0);
			return states();
		}

		void read(char c) {
			int count = 0;
			this.round++;
			for (int i = 0; i < this.count; i++) {
				int state = this.current[i];
				if (c < 128 && this.program.kinds[state] == READ && this.program.sets[state].contains(c)) {
					count = enter(this.program.next[state], this.following, count);
				}
			}
			int[] read = this.current;
			this.current = this.following;
			this.following = read;
			this.count = count;
		}

		private int enter(int state, int[] states, int count) {
			int entered = count;
			int depth = 0;
			this.stack[depth++] = state;
			while (depth > 0) {
				int top = this.stack[--depth];
				if (this.seen[top] == this.round) {
					continue;
				}
				this.seen[top] = this.round;
				if (this.program.kinds[top] != FORK) {
					states[entered++] = top;
					continue;
				}
				this.stack[depth++] = this.program.next[top];
				if (this.seen[this.program.other[top]] != this.round) {
					this.stack[depth++] = this.program.other[top];
				}
			}
			return entered;
		}

	}

}
