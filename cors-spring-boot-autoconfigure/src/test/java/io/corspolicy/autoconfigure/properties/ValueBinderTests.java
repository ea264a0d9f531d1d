package io.corspolicy.autoconfigure.properties;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ValueBinder}: what it binds is what Spring Boot's own binding of the
 * whole object would.
 */
class ValueBinderTests {

	@Test
	void whatIsNotWrittenHasTheDocumentedDefaults() throws ReflectiveOperationException {
		assertSame(GeneralProperties.UNSET, new Binder().bindOrCreate("cors", CorsProperties.class));
	}

	@Test
	void eachAttributeAloneIsBoundAsSpringBootBindsIt() throws ReflectiveOperationException {
		for (RecordComponent component : CorsProperties.Policy.class.getRecordComponents()) {
			String name = DataObjectPropertyName.toDashedForm(component.getName());
			Map<String, Object> written = Map.of("cors.defaults." + name, value(component));
			Object bound = component.getAccessor().invoke(bound(written).defaults());
			PolicyProperties read = new CorsPropertiesReader(environment(written)).read().defaults();
			assertThat(values(read)).as(name).isEqualTo(Map.of(name, bound));
		}
	}

	@Test
	void eachGeneralValueAloneIsBoundAsSpringBootBindsIt() throws ReflectiveOperationException {
		Map<String, Object> values = Map.of("enabled", "off", "debug", "on", "filter-order", "-7", "refresh-interval",
				"30", "start-without-sources", "yes");
		assertThat(values).hasSameSizeAs(GeneralProperties.class.getRecordComponents());
		for (Map.Entry<String, Object> value : values.entrySet()) {
			Map<String, Object> written = Map.of("cors." + value.getKey(), value.getValue());
			GeneralProperties read = new CorsPropertiesReader(environment(written)).initial();
			assertSame(read, bound(written));
			assertThat(read).as(value.getKey()).isNotEqualTo(GeneralProperties.UNSET);
		}
	}

	private static void assertSame(GeneralProperties read, CorsProperties bound) throws ReflectiveOperationException {
		for (RecordComponent component : GeneralProperties.class.getRecordComponents()) {
			assertThat(component.getAccessor().invoke(read)).as(component.getName())
				.isEqualTo(CorsProperties.class.getMethod(component.getName()).invoke(bound));
		}
	}

	private static Map<String, Object> values(PolicyProperties policy) {
		Map<String, Object> values = new HashMap<>();
		if (policy.paths() != null) {
			values.put("paths", policy.paths());
		}
		if (policy.candidate() != null) {
			values.put("candidate", policy.candidate());
		}
		policy.spec().attributes().forEach((attribute) -> values.put(attribute.name(), policy.spec().get(attribute)));
		return values;
	}

	private static Object value(RecordComponent component) {
		if (component.getType() == List.class) {
			return component.getName().equals("paths") ? "/a,/b" : "a,b";
		}
		return switch (component.getType().getSimpleName()) {
			case "Boolean" -> "off";
			case "Integer" -> "200";
			case "Duration" -> "30";
			case "CrossOriginResourcePolicy" -> "same-site";
			default -> "text";
		};
	}

	private static CorsProperties bound(Map<String, Object> written) {
		return new Binder(new MapConfigurationPropertySource(written)).bind("cors", CorsProperties.class).get();
	}

	private static StandardEnvironment environment(Map<String, Object> written) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(written)));
		return environment;
	}

}
