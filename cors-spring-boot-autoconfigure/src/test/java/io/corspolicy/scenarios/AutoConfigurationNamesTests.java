package io.corspolicy.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The auto-configurations that ours come before or after are named by strings, because
 * they have other packages in other lines of Spring Boot. Run in every line: a name that
 * does not exist orders nothing, and nobody would notice.
 */
class AutoConfigurationNamesTests {

	@Test
	void eachExistsInThisLineUnderOneOfItsNames() throws IOException {
		Map<String, List<String>> bySimpleName = names().collect(Collectors.groupingBy(ClassUtils::getShortName));
		assertThat(bySimpleName).isNotEmpty();
		assertThat(bySimpleName).allSatisfy((simpleName, names) -> assertThat(names).as(simpleName)
			.anyMatch((name) -> ClassUtils.isPresent(name, null)));
	}

	private static Stream<String> names() throws IOException {
		String imports = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";
		SimpleMetadataReaderFactory classes = new SimpleMetadataReaderFactory();
		Stream.Builder<String> names = Stream.builder();
		// Spring Boot's own jars have files of this name, too.
		for (URL url : Collections.list(CompatibilityLine.class.getClassLoader().getResources(imports))) {
			try (InputStream stream = url.openStream()) {
				List<String> ours = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
					.filter((name) -> name.startsWith("io.corspolicy."))
					.toList();
				for (String name : ours) {
					AnnotationMetadata metadata = classes.getMetadataReader(name).getAnnotationMetadata();
					Map<String, Object> attributes = Objects.requireNonNull(metadata
						.getAnnotationAttributes("org.springframework.boot.autoconfigure.AutoConfiguration"));
					for (String attribute : List.of("beforeName", "afterName")) {
						Arrays.stream((String[]) Objects.requireNonNull(attributes.get(attribute))).forEach(names);
					}
				}
			}
		}
		return names.build();
	}

}
