package io.corspolicy.engine;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * A set of strings that never changes and is often asked.
 */
final class StringTable {

	/** In so few slots comparing is faster than hashing. */
	private static final int FEW = 4;

	/** Open addressing on the hash; half empty at least. */
	private final @Nullable String[] slots;

	StringTable(Collection<String> strings) {
		this.slots = new String[OpenAddressing.size(strings.size())];
		strings.forEach(this::put);
	}

	private void put(String string) {
		int slot = OpenAddressing.slot(string.hashCode(), this.slots.length);
		while (this.slots[slot] != null) {
			if (string.equals(this.slots[slot])) {
				return;
			}
			slot = OpenAddressing.next(slot, this.slots.length);
		}
		this.slots[slot] = string;
	}

	boolean contains(String string) {
		@Nullable String[] slots = this.slots;
		if (slots.length <= FEW) {
			for (String one : slots) {
				if (string.equals(one)) {
					return true;
				}
			}
			return false;
		}
		int slot = OpenAddressing.slot(string.hashCode(), slots.length);
		String one = slots[slot];
		while (one != null) {
			if (string.equals(one)) {
				return true;
			}
			slot = OpenAddressing.next(slot, slots.length);
			one = slots[slot];
		}
		return false;
	}

}
