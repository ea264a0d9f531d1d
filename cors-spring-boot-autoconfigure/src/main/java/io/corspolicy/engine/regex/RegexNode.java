package io.corspolicy.engine.regex;

import java.util.List;

/**
 * A part of a regular expression.
 */
sealed interface RegexNode {

	/**
	 * How many characters a program for it can tell apart.
	 */
	long size();

	/**
	 * One character of a set.
	 *
	 * @param set the characters
	 */
	record One(AsciiSet set) implements RegexNode {

		@Override
		public long size() {
			return 1;
		}

	}

	/**
	 * One after the other.
	 *
	 * @param parts the parts, of which there may be none
	 */
	record Sequence(List<RegexNode> parts) implements RegexNode {

		@Override
		public long size() {
			return this.parts.stream().mapToLong(RegexNode::size).reduce(0, RegexNode::add);
		}

	}

	/**
	 * One of several.
	 *
	 * @param alternatives the alternatives
	 */
	record Choice(List<RegexNode> alternatives) implements RegexNode {

		@Override
		public long size() {
			return this.alternatives.stream().mapToLong(RegexNode::size).reduce(0, RegexNode::add);
		}

	}

	/**
	 * The same several times.
	 *
	 * @param part what is repeated
	 * @param least how often at least
	 * @param most how often at most, or -1 for no limit
	 */
	record Repetition(RegexNode part, int least, int most) implements RegexNode {

		@Override
		public long size() {
			return Math.min(LIMIT, this.part.size() * Math.max(1, Math.max(this.least, this.most)));
		}

	}

	/** Beyond it, counting stops. */
	long LIMIT = Integer.MAX_VALUE;

	private static long add(long one, long other) {
		return Math.min(LIMIT, one + other);
	}

}
