package io.corspolicy.handler;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerSource}: mappings that consist of others.
 */
class HandlerSourceTests {

	@Test
	void mappingsWithinMappingsAreFound() {
		Object composite = List.of("first", List.of("second", List.of("third")), List.of());
		assertThat(HandlerSource.delegates(composite, Object.class)).containsExactly("first", "second", "third");
		assertThat(HandlerSource.delegates("alone", String.class)).containsExactly("alone");
	}

	@Test
	void aSourceMayNotKnowHowManyThereAre() {
		HandlerSource source = List::of;
		assertThat(source.size()).isZero();
	}

}
