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
	void whatIsNotWrittenHasTheDefaultsOfTheAnnotations() {
		assertThat(CorsProperties.UNSET).isEqualTo(new Binder().bindOrCreate("cors", CorsProperties.class));
	}

	@Test
	void eachAttributeAloneIsBoundAsSpringBootBindsIt() {
		for (RecordComponent component : CorsProperties.Policy.class.getRecordComponents()) {
			Map<String, Object> written = Map
				.of("cors.defaults." + DataObjectPropertyName.toDashedForm(component.getName()), value(component));
			assertThat(read(written).defaults()).as(component.getName())
				.isEqualTo(bound(written).defaults())
				.isNotEqualTo(CorsProperties.Policy.UNSET);
		}
	}

	@Test
	void eachGeneralValueAloneIsBoundAsSpringBootBindsIt() {
		Map<String, Object> values = Map.of("debug", "on", "filter-order", "-7", "refresh-interval", "30",
				"start-without-sources", "yes");
		values.forEach((key, value) -> {
			Map<String, Object> written = Map.of("cors." + key, value);
			assertThat(read(written)).as(key).isEqualTo(bound(written)).isNotEqualTo(CorsProperties.UNSET);
		});
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

	private static CorsProperties read(Map<String, Object> written) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(written)));
		return new CorsPropertiesReader(environment).read().properties();
	}

}
