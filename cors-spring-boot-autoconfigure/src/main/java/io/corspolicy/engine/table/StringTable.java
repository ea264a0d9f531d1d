package io.corspolicy.engine.table;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * A set of strings that is often looked up, and never changes once it is filled.
 */
public final class StringTable {

	/** With so few slots comparing is faster than hashing. */
	private static final int FEW = 4;

	/** Open addressing on the hash; at least half empty. */
	private final @Nullable String[] slots;

	public StringTable(Collection<String> strings) {
		this(strings.size());
		strings.forEach(this::add);
	}

	/**
	 * Create an empty set.
	 * @param room the maximum number of strings
	 */
	public StringTable(int room) {
		this.slots = new String[OpenAddressing.size(room)];
	}

	public void add(String string) {
		this.slots[slot(string)] = string;
	}

	public boolean contains(String string) {
		@Nullable String[] slots = this.slots;
		if (slots.length <= FEW) {
			for (String one : slots) {
				if (string.equals(one)) {
					return true;
				}
			}
			return false;
		}
		return slots[slot(string)] != null;
	}

	/** The slot of the string, or the one where it would be. */
	private int slot(String string) {
		@Nullable String[] slots = this.slots;
		int slot = OpenAddressing.slot(OpenAddressing.hash(string, 0, string.length()), slots.length);
		String one = slots[slot];
		while (one != null && !string.equals(one)) {
			slot = OpenAddressing.next(slot, slots.length);
			one = slots[slot];
		}
		return slot;
	}

}
