package io.corspolicy.engine;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is no origin pattern.
 */
final class MalformedOriginException extends Exception {

	private static final long serialVersionUID = 1L;

	private final ProblemCode code;

	private final transient List<String> candidates;

	private final @Nullable String example;

	private final boolean opaque;

	MalformedOriginException(String reason, @Nullable String... candidates) {
		this(ProblemCode.INVALID_ORIGIN, reason, first(candidates));
	}

	MalformedOriginException(ProblemCode code, String reason, String candidate) {
		this(code, reason, List.of(candidate));
	}

	MalformedOriginException(ProblemCode code, String reason, List<String> candidates) {
		this(code, reason, candidates, null, false);
	}

	private MalformedOriginException(ProblemCode code, String reason, List<String> candidates, @Nullable String example,
			boolean opaque) {
		super(reason, null, false, false);
		this.code = code;
		this.candidates = candidates;
		this.example = example;
		this.opaque = opaque;
	}

	static MalformedOriginException opaque(String reason) {
		return new MalformedOriginException(ProblemCode.INVALID_ORIGIN, reason, List.of(), null, true);
	}

	/**
	 * For an entry from which no other one follows.
	 * @param reason why it is no origin pattern, and what is wanted
	 * @param example an entry of the kind that is wanted, or {@code null} for any origin
	 */
	static MalformedOriginException withExample(String reason, @Nullable String example) {
		return withExample(ProblemCode.INVALID_ORIGIN, reason, example);
	}

	static MalformedOriginException withExample(ProblemCode code, String reason, @Nullable String example) {
		return new MalformedOriginException(code, reason, List.of(), example, false);
	}

	private static List<String> first(@Nullable String[] candidates) {
		return Arrays.stream(candidates).filter((candidate) -> candidate != null).limit(1).toList();
	}

	/**
	 * What was meant instead, as far as it follows from the entry: not yet looked at.
	 */
	List<String> candidates() {
		return this.candidates;
	}

	ProblemCode code() {
		return this.code;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * What to write instead of the entry: one or several entries that can be parsed. None
	 * where that does not follow from the entry, or not for all of it.
	 */
	List<String> replacements() {
		List<String> corrected = this.candidates.stream()
			.map(OriginPatternParser::corrected)
			.filter((candidate) -> candidate != null)
			.toList();
		return (corrected.size() == this.candidates.size()) ? corrected : List.of();
	}

	/**
	 * An entry of the kind that is wanted.
	 */
	@Nullable String example() {
		return this.example;
	}

	/**
	 * Whether the entry stands for opaque origins, which have an attribute of their own.
	 */
	boolean isOpaque() {
		return this.opaque;
	}

}
