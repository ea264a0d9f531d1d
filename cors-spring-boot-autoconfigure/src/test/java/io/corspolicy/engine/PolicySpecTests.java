package io.corspolicy.engine;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicySpec}.
 */
class PolicySpecTests {

	private static final PolicySpec SPEC = PolicySpec.empty()
		.with(Attribute.ALLOWED_ORIGINS, List.of("https://a.example.com", "https://b.example.com"))
		.with(Attribute.ALLOW_CREDENTIALS, true);

	@Test
	void placesDoNotCountForEquality() {
		PolicySpec placed = SPEC.withPlaces((attribute) -> "a file");
		assertThat(placed).isEqualTo(SPEC).hasSameHashCodeAs(SPEC).isNotEqualTo(PolicySpec.empty());
		assertThat(SPEC).isNotEqualTo(null);
		assertThat(SPEC.hashCode()).isNotEqualTo(PolicySpec.empty().hashCode());
		assertThat(SPEC).asString().contains("https://b.example.com");
	}

	@Test
	void aKnownPlaceIsKept() {
		PolicySpec placed = SPEC.withPlaces((attribute) -> "one")
			.with(Attribute.REJECT_DISALLOWED, true)
			.withPlaces((attribute) -> "other");
		assertThat(placed.writtenAt(Attribute.ALLOWED_ORIGINS)).isEqualTo("one");
		assertThat(placed.writtenAt(Attribute.REJECT_DISALLOWED)).isEqualTo("other");
		assertThat(placed.writtenAt(Attribute.MAX_AGE)).isEqualTo("built-in default");
	}

	@Test
	void placesAreCompared() {
		PolicySpec one = SPEC.withPlaces((attribute) -> "one");
		assertThat(one.hasSamePlaces(one)).isTrue();
		assertThat(one.hasSamePlaces(SPEC.withPlaces((attribute) -> "one"))).isTrue();
		assertThat(one.hasSamePlaces(SPEC.withPlaces((attribute) -> "other"))).isFalse();
		assertThat(one.hasSamePlaces(SPEC)).isFalse();
		assertThat(one.hasSamePlaces(PolicySpec.empty())).isFalse();
		PolicySpec indexed = one.withIndexes(Attribute.ALLOWED_ORIGINS, List.of(0, 2));
		assertThat(one.hasSamePlaces(indexed)).isFalse();
		assertThat(indexed.hasSamePlaces(one.withIndexes(Attribute.ALLOWED_ORIGINS, List.of(0, 2)))).isTrue();
		assertThat(one.withIndexes(Attribute.ALLOWED_METHODS, List.of(0))).isEqualTo(one);
	}

	@Test
	void placesAreForeseen() {
		PolicySpec placed = SPEC.withPlaces((attribute) -> "place");
		assertThat(SPEC.isWrittenAt("place", placed)).isTrue();
		assertThat(placed.isWrittenAt("ignored", placed)).isTrue();
		assertThat(SPEC.isWrittenAt("elsewhere", placed)).isFalse();
		assertThat(SPEC.isWrittenAt("place", SPEC)).isFalse();
		assertThat(SPEC.isWrittenAt("place", PolicySpec.empty())).isFalse();
		assertThat(PolicySpec.empty().isWrittenAt("place", placed)).isFalse();
		assertThat(SPEC.isWrittenAt("place", placed.with(Attribute.ALLOW_CREDENTIALS, false))).isFalse();
		assertThat(SPEC.isWrittenAt("place", placed.withIndexes(Attribute.ALLOWED_ORIGINS, List.of(1, 2)))).isFalse();
		assertThat(SPEC.isWrittenAt("place",
				SPEC.with(Attribute.MAX_AGE, null)
					.inherited()
					.with(Attribute.ALLOW_CREDENTIALS, true)
					.withPlaces((attribute) -> "place")))
			.isTrue();
		PolicySpec other = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, SPEC.get(Attribute.ALLOWED_ORIGINS))
			.with(Attribute.REJECT_DISALLOWED, true)
			.withPlaces((attribute) -> "place");
		assertThat(SPEC.isWrittenAt("place", other)).isFalse();
	}

	@Test
	void anEntryKnowsTheValueInWhichItWasWritten() {
		PolicySpec indexed = SPEC.withIndexes(Attribute.ALLOWED_ORIGINS, List.of(0, 3));
		PolicyField list = PolicyField.of(Attribute.ALLOWED_ORIGINS);
		assertThat(indexed.writtenField(list.entry(0))).isEqualTo(list.entry(0));
		assertThat(indexed.writtenField(list.entry(1))).isEqualTo(list.entry(3));
		assertThat(indexed.writtenField(list.entry(2))).isEqualTo(list.entry(2));
		assertThat(indexed.writtenField(list)).isEqualTo(list);
		assertThat(indexed.writtenField(PolicyField.PATHS.entry(1))).isEqualTo(PolicyField.PATHS.entry(1));
		assertThat(SPEC.writtenField(list.entry(1))).isEqualTo(list.entry(1));
		PolicyField unset = PolicyField.of(Attribute.EXPOSED_HEADERS).entry(0);
		assertThat(indexed.writtenField(unset)).isEqualTo(unset);
	}

}
