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

	private final boolean opaque;

	MalformedOriginException(String reason, @Nullable String... candidates) {
		this(ProblemCode.INVALID_ORIGIN, reason, first(candidates));
	}

	MalformedOriginException(ProblemCode code, String reason, String candidate) {
		this(code, reason, List.of(candidate));
	}

	MalformedOriginException(ProblemCode code, String reason, List<String> candidates) {
		this(code, reason, candidates, false);
	}

	private MalformedOriginException(ProblemCode code, String reason, List<String> candidates, boolean opaque) {
		super(reason, null, false, false);
		this.code = code;
		this.candidates = candidates;
		this.opaque = opaque;
	}

	static MalformedOriginException opaque(String reason) {
		return new MalformedOriginException(ProblemCode.INVALID_ORIGIN, reason, List.of(), true);
	}

	private static List<String> first(@Nullable String[] candidates) {
		return Arrays.stream(candidates).filter((candidate) -> candidate != null).limit(1).toList();
	}

	/**
	 * What might be meant instead, not yet looked at.
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
	 * What to write instead of the entry: none, one or several entries that can be
	 * parsed.
	 */
	List<String> replacements() {
		return this.candidates.stream()
			.map(OriginPatternParser::corrected)
			.filter((corrected) -> corrected != null)
			.toList();
	}

	/**
	 * Whether the entry stands for opaque origins, which have an attribute of their own.
	 */
	boolean isOpaque() {
		return this.opaque;
	}

}
