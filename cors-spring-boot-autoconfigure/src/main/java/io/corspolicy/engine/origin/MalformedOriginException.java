package io.corspolicy.engine.origin;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is not an origin pattern.
 */
public final class MalformedOriginException extends MalformedEntryException {

	private static final long serialVersionUID = 1L;

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
		super(fault, reason);
		this.candidates = candidates;
		this.example = example;
		this.opaque = opaque;
	}

	static MalformedOriginException opaque(String reason) {
		return new MalformedOriginException(EntryFault.FORM, reason, List.of(), null, true);
	}

	/**
	 * For an entry without a likely correction.
	 * @param reason why it is not an origin pattern, and what is expected
	 * @param example an entry of the expected kind, or {@code null} for any origin
	 */
	static MalformedOriginException withExample(String reason, @Nullable String example) {
		return new MalformedOriginException(EntryFault.FORM, reason, List.of(), example, false);
	}

	/** For an entry with a placeholder that could not be resolved. */
	static MalformedOriginException unresolved(String reason, String example) {
		return new MalformedOriginException(EntryFault.UNRESOLVED_PLACEHOLDER, reason, List.of(), example, false);
	}

	/** For an entry that needs a library which is absent. */
	static MalformedOriginException withoutLibrary(String reason, String example) {
		return new MalformedOriginException(EntryFault.MISSING_LIBRARY, reason, List.of(), example, false);
	}

	/** The same, with an example instead of a correction. */
	MalformedOriginException withExample(String example) {
		return new MalformedOriginException(fault(), reason(), List.of(), example, false);
	}

	/** The same, with a correction. */
	MalformedOriginException withCandidates(List<String> candidates) {
		return new MalformedOriginException(fault(), reason(), candidates, null, false);
	}

	private static List<String> first(@Nullable String[] candidates) {
		return Arrays.stream(candidates).filter((candidate) -> candidate != null).limit(1).toList();
	}

	/**
	 * A likely correction, derived from the entry and not yet checked.
	 */
	List<String> candidates() {
		return this.candidates;
	}

	@Override
	@Nullable String correction() {
		return (this.candidates.size() == 1) ? this.candidates.get(0) : null;
	}

	/**
	 * An entry of the expected kind.
	 */
	public @Nullable String example() {
		return this.example;
	}

	/**
	 * Whether the entry means opaque origins, which have an attribute of their own.
	 */
	public boolean isOpaque() {
		return this.opaque;
	}

}
