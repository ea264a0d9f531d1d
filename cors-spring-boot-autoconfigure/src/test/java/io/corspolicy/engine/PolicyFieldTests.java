package io.corspolicy.engine;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicyField} and {@link AnnotatedPolicyName}.
 */
class PolicyFieldTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "name", "allowed-origins[1]", "defaults.max-age", "policies.web.paths[0]",
			"origins[/api/**].allowed-origins", "[a.b]", "[a.b].c[0][1]", "a[]", "a[007]", "a[12345678901]", ".", "..",
			"a.", ".a", "a..b", "a[", "a]", "a[b", "a[b]c", "a.[b]", "[", "]", "[[a]]", "a b" })
	void textStaysAsItWas(String text) {
		PolicyField field = PolicyField.parse(text);
		assertThat(field).hasToString(text);
		assertThat(new PolicyProblem(ProblemCode.INVALID_VALUE, "", text, null, "", List.of()).field()).isEqualTo(text);
		assertThat(new PolicyProblem.Edit(text, null).field()).isEqualTo(text);
		assertThat(field.keys().stream().reduce(PolicyField.NONE, PolicyField::append)).isEqualTo(field);
	}

	@Test
	void whatIsMadeEqualsWhatIsRead() {
		assertThat(PolicyField.of(Attribute.ALLOWED_ORIGINS).entry(1))
			.isEqualTo(PolicyField.parse("allowed-origins[1]"))
			.hasSameHashCodeAs(PolicyField.parse("allowed-origins[1]"));
		assertThat(PolicyField.DEFAULTS.append(Attribute.MAX_AGE)).isEqualTo(PolicyField.parse("defaults.max-age"));
		assertThat(PolicyField.POLICIES.append("web").append(PolicyField.PATHS).entry(0))
			.isEqualTo(PolicyField.parse("policies.web.paths[0]"));
		assertThat(PolicyField.parse("a[b.c]")).isEqualTo(PolicyField.of("a").append(new KeyElement("b.c", true)));
	}

	@Test
	void knowsListAndIndexOfAnEntry() {
		PolicyField entry = PolicyField.parse("defaults.allowed-origins[12]");
		assertThat(entry.isEntry()).isTrue();
		assertThat(entry.index()).isEqualTo(12);
		assertThat(entry.list()).hasToString("defaults.allowed-origins");
		assertThat(entry.list().key()).isEqualTo("allowed-origins");
		assertThat(entry.key()).isEmpty();
		PolicyField key = PolicyField.parse("paths[/api]");
		assertThat(key.isEntry()).isTrue();
		assertThat(key.index()).isEqualTo(-1);
		assertThat(key.list()).isSameAs(key);
		assertThat(PolicyField.parse("paths[99999999999]").index()).isEqualTo(-1);
		assertThat(PolicyField.NONE.index()).isEqualTo(-1);
		assertThat(PolicyField.NONE.isEntry()).isFalse();
	}

	@Test
	void knowsTheAttribute() {
		assertThat(PolicyField.parse("allowed-origins[1]").attribute()).isSameAs(Attribute.ALLOWED_ORIGINS);
		assertThat(PolicyField.parse("allowed-origins[1].x").attributeName()).isEqualTo("allowed-origins");
		assertThat(PolicyField.parse("defaults.max-age").attribute()).isNull();
		assertThat(PolicyField.parse("[max-age]").attribute()).isNull();
	}

	@Test
	void isRelativeToWhatItIsIn() {
		PolicyField field = PolicyField.parse("defaults.allowed-origins[1]");
		assertThat(field.below(PolicyField.DEFAULTS)).hasToString("allowed-origins[1]");
		assertThat(field.below(PolicyField.NONE)).isEqualTo(field);
		assertThat(field.below(field)).isNull();
		assertThat(field.below(PolicyField.POLICIES)).isNull();
		assertThat(PolicyField.parse("defaultsx").isWithin(PolicyField.DEFAULTS)).isFalse();
		assertThat(PolicyField.DEFAULTS.isWithin(PolicyField.DEFAULTS)).isTrue();
		assertThat(PolicyField.DEFAULTS.isWithin(field)).isFalse();
	}

	@Test
	void isInCamelCaseInAnAnnotation() {
		assertThat(PolicyField.parse("allowed-origins[1]").camelCase()).hasToString("allowedOrigins[1]");
		assertThat(PolicyField.parse("a-b[c-d]").camelCase()).hasToString("aB[c-d]");
	}

	@Test
	void policiesOfAnnotationsHaveNamesInTwoParts() {
		assertThat(AnnotatedPolicyName.parse("api")).isNull();
		assertThat(AnnotatedPolicyName.is("api")).isFalse();
		for (String name : List.of("api@com.example.Orders#create", "@com.example.Orders", "api@a@b")) {
			assertThat(AnnotatedPolicyName.is(name)).isTrue();
			assertThat(AnnotatedPolicyName.parse(name)).hasToString(name);
		}
		assertThat(AnnotatedPolicyName.parse("api@a@b")).isEqualTo(new AnnotatedPolicyName("api", "a@b"));
		assertThat(AnnotatedPolicyName.at("a")).isEqualTo(AnnotatedPolicyName.parse("@a"));
	}

}
