package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Attribute}: values as texts.
 */
class AttributeTests {

	@ParameterizedTest
	@CsvSource({ "true, true", "TRUE, true", "on, true", "yes, true", "1, true", "false, false", "off, false",
			"No, false", "0, false" })
	void readsBooleans(String text, boolean value) {
		assertThat(Attribute.ALLOW_CREDENTIALS.parse(text)).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "90, PT1M30S", "90s, PT1M30S", "30m, PT30M", "1h, PT1H", "1H, PT1H", "1d, PT24H", "1500ms, PT1.5S",
			"7us, PT0.000007S", "9ns, PT0.000000009S", "-1, PT-1S", "+1h, PT1H", "PT2H, PT2H" })
	void readsTimes(String text, Duration value) {
		assertThat(Attribute.MAX_AGE.parse(text)).isEqualTo(value);
	}

	@Test
	void readsResourcePolicies() {
		assertThat(Attribute.CROSS_ORIGIN_RESOURCE_POLICY.parse("same-site"))
			.isEqualTo(CrossOriginResourcePolicy.SAME_SITE);
		assertThat(Attribute.CROSS_ORIGIN_RESOURCE_POLICY.parse("CROSS_ORIGIN"))
			.isEqualTo(CrossOriginResourcePolicy.CROSS_ORIGIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "maybe", "2", " true" })
	void saysWhatABooleanIs(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attribute.ALLOW_CREDENTIALS.parse(text))
			.withMessage("the value is true or false.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1w", "an hour", "999999999999999999d", "999999999999999999us" })
	void saysWhatATimeIs(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attribute.MAX_AGE.parse(text))
			.withMessage("the value is a time such as 30m, 1h or 90s.");
	}

	@Test
	void saysWhatAResourcePolicyIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attribute.CROSS_ORIGIN_RESOURCE_POLICY.parse("same"))
			.withMessage("the value is same-origin, same-site or cross-origin.");
	}

	@Test
	void aValueIsWrittenAsInAFile() {
		assertThat(Attribute.plain(Duration.ofHours(1))).isEqualTo("1h");
		assertThat(Attribute.plain(CrossOriginResourcePolicy.SAME_SITE)).isEqualTo("same-site");
		assertThat(Attribute.plain(true)).isEqualTo(true);
		assertThat(Attribute.plain(List.of("a"))).isEqualTo(List.of("a"));
	}

	@Test
	void everyAttributeHasAnExampleOfItsType() {
		assertThat(Attribute.all()).allSatisfy((attribute) -> {
			assertThat(attribute.example()).isInstanceOf(attribute.type());
			assertThat(attribute).hasToString(attribute.name());
		});
	}

}
