package io.corspolicy.scenarios;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the handshakes that an application has seen.
 */
final class Handshakes {

	private final AtomicInteger count = new AtomicInteger();

	void add() {
		this.count.incrementAndGet();
	}

	int count() {
		return this.count.get();
	}

}
