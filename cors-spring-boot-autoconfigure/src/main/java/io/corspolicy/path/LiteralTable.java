package io.corspolicy.path;

import java.util.Collection;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Literal segments, looked up by a part of a text without copying it. Immutable.
 */
final class LiteralTable {

	/** By open addressing; at least half empty. */
	private final @Nullable String[] literals;

	/** Their hashes, so that few of them are compared. */
	private final long[] hashes;

	LiteralTable(Collection<String> literals) {
		int size = literals.isEmpty() ? 1 : OpenAddressing.size(literals.size());
		this.literals = new String[size];
		this.hashes = new long[size];
		literals.forEach(this::add);
	}

	private void add(String literal) {
		long hash = 0;
		for (int i = 0; i < literal.length(); i++) {
			hash = OpenAddressing.step(hash, literal.charAt(i));
		}
		int slot = OpenAddressing.slot(hash, this.literals.length);
		while (this.literals[slot] != null) {
			slot = OpenAddressing.next(slot, this.literals.length);
		}
		this.literals[slot] = literal;
		this.hashes[slot] = hash;
	}

	/** How many slots there are. */
	int size() {
		return this.literals.length;
	}

	/**
	 * Find a literal.
	 * @param text holds the literal
	 * @param start where it begins
	 * @param end where it ends
	 * @param hash its hash
	 * @return its slot, or {@link #size()} if it is not a known literal
	 */
	int find(String text, int start, int end, long hash) {
		int slot = OpenAddressing.slot(hash, this.literals.length);
		String literal = this.literals[slot];
		while (literal != null && (this.hashes[slot] != hash || !isAt(literal, text, start, end))) {
			slot = OpenAddressing.next(slot, this.literals.length);
			literal = this.literals[slot];
		}
		return (literal != null) ? slot : this.literals.length;
	}

	private static boolean isAt(String literal, String text, int start, int end) {
		return literal.length() == end - start && text.startsWith(literal, start);
	}

	/** The literal in a slot, or {@code null} for none. */
	@Nullable String get(int slot) {
		return (slot < this.literals.length) ? this.literals[slot] : null;
	}

}
