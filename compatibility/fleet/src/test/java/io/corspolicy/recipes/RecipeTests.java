package io.corspolicy.recipes;

import java.util.List;
import java.util.function.BiConsumer;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.recipes.jpa.JpaApplication;
import io.corspolicy.recipes.r2dbc.R2dbcApplication;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the guide recommends for JPA and for R2DBC does as it says, on H2.
 */
class RecipeTests {

	private static final List<String> BEFORE = List.of("https://kiosk.example");

	private static final List<String> AFTER = List.of("https://new.example", "https://other.example");

	@ParameterizedTest
	@ValueSource(classes = { JpaApplication.class, R2dbcApplication.class })
	@SuppressWarnings("unchecked")
	void aChangeIsCheckedThenCommittedThenInForce(Class<?> application) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(application)) {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			PolicySource source = context.getBean(PolicySource.class);
			BiConsumer<String, List<String>> replace = context.getBean("replace", BiConsumer.class);
			assertThat(kiosk(registry)).isEqualTo(BEFORE);
			Object version = source.version();
			assertThat(source.version()).isEqualTo(version);
			assertThatExceptionOfType(InvalidPolicyException.class)
				.isThrownBy(() -> replace.accept("kiosk", List.of("https://kiosk.example/")));
			assertThat(source.version()).isEqualTo(version);
			registry.refresh();
			assertThat(kiosk(registry)).isEqualTo(BEFORE);
			replace.accept("kiosk", AFTER);
			assertThat(kiosk(registry)).isEqualTo(AFTER);
			assertThat(source.version()).isNotEqualTo(version);
		}
	}

	private static Object kiosk(CorsPolicyRegistry registry) {
		return registry.policies()
			.stream()
			.filter((policy) -> policy.policy().name().equals("tenant-kiosk"))
			.map((policy) -> policy.policy().spec().get(Attribute.ALLOWED_ORIGINS))
			.findFirst()
			.orElseThrow();
	}

}
