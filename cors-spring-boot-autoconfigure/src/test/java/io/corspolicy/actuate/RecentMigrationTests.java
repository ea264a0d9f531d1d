package io.corspolicy.actuate;

import java.util.List;

import io.corspolicy.migration.Migration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentMigration}.
 */
class RecentMigrationTests {

	private long now = -5;

	private int asked;

	private final RecentMigration recent = new RecentMigration(
			() -> new Migration(String.valueOf(++this.asked), List.of()), () -> this.now);

	@Test
	void whatWasFoundIsToldForTenSeconds() {
		assertThat(this.recent.get().yaml()).isEqualTo("1");
		this.now += RecentMigration.MAX_AGE.toNanos() - 1;
		assertThat(this.recent.get().yaml()).isEqualTo("1");
		this.now++;
		assertThat(this.recent.get().yaml()).isEqualTo("2");
		assertThat(this.recent.get().yaml()).isEqualTo("2");
	}

}
