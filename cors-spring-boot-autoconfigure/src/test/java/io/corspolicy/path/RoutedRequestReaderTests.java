package io.corspolicy.path;

import io.corspolicy.registry.PlainPathReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoutedRequestReader}: what a reader says that says nothing else.
 */
class RoutedRequestReaderTests {

	private final RoutedRequestReader<String> reader = new PlainPathReader();

	@Test
	void whatIsServedIsServedAtItsPath() {
		assertThat(this.reader.servedPath("/files/a")).isEqualTo("/files/a");
	}

}
