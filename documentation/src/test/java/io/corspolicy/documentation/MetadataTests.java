package io.corspolicy.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.Attribute;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.configurationmetadata.ConfigurationMetadataGroup;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepository;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.configurationmetadata.ValueHint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows of the properties, read as Spring's own tools read it.
 */
class MetadataTests {

	@SuppressWarnings("NullAway.Init")
	private static ConfigurationMetadataRepository metadata;

	@BeforeAll
	static void read() throws IOException {
		for (URL url : Collections
			.list(MetadataTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			if (url.toString().contains("cors-spring-boot-autoconfigure")) {
				try (InputStream stream = url.openStream()) {
					metadata = ConfigurationMetadataRepositoryJsonBuilder.create(stream).build();
				}
			}
		}
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(metadata.getAllProperties()).hasSizeGreaterThan(20);
		assertThat(metadata.getAllProperties().values()).filteredOn((property) -> property.getId().startsWith("cors."))
			.allSatisfy((property) -> {
				assertThat(property.getDescription()).as(property.getId()).isNotBlank();
				assertThat(property.getShortDescription()).as(property.getId()).endsWith(".");
				assertThat(property.isDeprecated()).isFalse();
			});
	}

	@Test
	void everyAttributeIsOfferedWithItsValues() {
		Map<String, ConfigurationMetadataProperty> properties = metadata.getAllProperties();
		for (Attribute<?> attribute : Attribute.all()) {
			if (attribute.isOwn()) {
				// Not in cors.defaults, and the format has no names below
				// cors.policies.*.
				continue;
			}
			ConfigurationMetadataProperty property = properties.get("cors.defaults." + attribute.name());
			assertThat(property).as(attribute.name()).isNotNull();
			boolean spelt = property.getType().endsWith("Boolean")
					|| property.getType().endsWith("CrossOriginResourcePolicy");
			assertThat(spelt || !property.getHints().getValueHints().isEmpty()).as(attribute.name()).isTrue();
		}
		assertThat(properties.get("cors.defaults.allowed-methods").getHints().getValueHints())
			.extracting(ValueHint::getValue)
			.contains("GET", "PUT", "PATCH", "*");
		assertThat(properties.get("cors.defaults.max-age").getHints().getValueHints())
			.allSatisfy((hint) -> assertThat(hint.getDescription()).isNotBlank());
	}

	/**
	 * The format has no names below a map's keys. Editors go on to the type of its
	 * values, which is the one behind {@code cors.defaults}.
	 */
	@Test
	void policiesLeadToTheTypeOfTheirAttributes() {
		ConfigurationMetadataProperty policies = metadata.getAllProperties().get("cors.policies");
		assertThat(policies.getHints().getKeyHints()).isNotEmpty();
		ConfigurationMetadataGroup defaults = metadata.getAllGroups().get("cors.defaults");
		List<String> types = defaults.getSources().values().stream().map((source) -> source.getType()).toList();
		assertThat(types).hasSize(1);
		assertThat(policies.getType()).isEqualTo("java.util.Map<java.lang.String," + types.get(0) + ">");
	}

}
