package io.corspolicy.engine.origin;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is no origin pattern.
 */
public final class MalformedOriginException extends Exception {

	private static final long serialVersionUID = 1L;

	private final EntryFault fault;

	private final transient List<String> candidates;

	private final @Nullable String example;

	private final boolean opaque;

	MalformedOriginException(String reason, @Nullable String... candidates) {
		this(reason, first(candidates));
	}

	MalformedOriginException(String reason, List<String> candidates) {
		this(EntryFault.FORM, reason, candidates, null, false);
	}

	private MalformedOriginException(EntryFault fault, String reason, List<String> candidates, @Nullable String example,
			boolean opaque) {
		super(reason, null, false, false);
		this.fault = fault;
		this.candidates = candidates;
		this.example = example;
		this.opaque = opaque;
	}

	static MalformedOriginException opaque(String reason) {
		return new MalformedOriginException(EntryFault.FORM, reason, List.of(), null, true);
	}

	/**
	 * For an entry from which no other one follows.
	 * @param reason why it is no origin pattern, and what is wanted
	 * @param example an entry of the kind that is wanted, or {@code null} for any origin
	 */
	static MalformedOriginException withExample(String reason, @Nullable String example) {
		return new MalformedOriginException(EntryFault.FORM, reason, List.of(), example, false);
	}

	/** For an entry with a placeholder that could not be resolved. */
	static MalformedOriginException unresolved(String reason, String example) {
		return new MalformedOriginException(EntryFault.UNRESOLVED_PLACEHOLDER, reason, List.of(), example, false);
	}

	/** For an entry that needs a library which is not there. */
	static MalformedOriginException withoutLibrary(String reason, String example) {
		return new MalformedOriginException(EntryFault.MISSING_LIBRARY, reason, List.of(), example, false);
	}

	/** The same, with an entry of the kind that is wanted instead of what was meant. */
	MalformedOriginException withExample(String example) {
		return new MalformedOriginException(this.fault, reason(), List.of(), example, false);
	}

	/** The same, with what was meant. */
	MalformedOriginException withCandidates(List<String> candidates) {
		return new MalformedOriginException(this.fault, reason(), candidates, null, false);
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

	public EntryFault fault() {
		return this.fault;
	}

	public String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * What to write instead of the entry: one or several entries that can be parsed. None
	 * where that does not follow from the entry, or not for all of it.
	 */
	public List<String> replacements() {
		List<String> corrected = this.candidates.stream()
			.map(OriginPatternParser::corrected)
			.filter((candidate) -> candidate != null)
			.toList();
		return (corrected.size() == this.candidates.size()) ? corrected : List.of();
	}

	/**
	 * An entry of the kind that is wanted.
	 */
	public @Nullable String example() {
		return this.example;
	}

	/**
	 * Whether the entry stands for opaque origins, which have an attribute of their own.
	 */
	public boolean isOpaque() {
		return this.opaque;
	}

}
