package io.corspolicy.documentation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in the jars that are installed and published.
 */
class PublishedJarsIT {

	private static final String VERSION = "0.1.0-SNAPSHOT";

	private static final List<String> MODULES = List.of("cors-spring-boot-autoconfigure", "cors-spring-boot-starter",
			"cors-spring-boot-test");

	static Stream<File> everyJar() {
		Stream<String> kinds = Boolean.getBoolean("release") ? Stream.of("", "-sources", "-javadoc")
				: Stream.of("", "-sources");
		return kinds.flatMap((kind) -> MODULES.stream().map((module) -> file(module, kind)));
	}

	@ParameterizedTest
	@MethodSource("everyJar")
	void licenceAndNoticeAreInEachJar(File file) throws IOException {
		try (JarFile jar = new JarFile(file)) {
			assertThat(read(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Page.ROOT.resolve("LICENSE")));
			assertThat(read(jar, "META-INF/NOTICE")).isEqualTo(Files.readString(Page.ROOT.resolve("NOTICE")))
				.contains("public-suffix-list.dat", "Mozilla Public License");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-sources" })
	void theSuffixListComesWithItsLicence(String kind) throws IOException {
		try (JarFile jar = new JarFile(file("cors-spring-boot-autoconfigure", kind))) {
			assertThat(read(jar, "META-INF/LICENSE-MPL-2.0").strip()).startsWith("Mozilla Public License")
				.contains("3.1. Distribution of Source Form");
			assertThat(read(jar, "io/corspolicy/engine/host/public-suffix-list.dat"))
				.contains("https://mozilla.org/MPL/2.0/");
		}
	}

	@ParameterizedTest
	@CsvSource({ "cors-spring-boot-autoconfigure, io.corspolicy,",
			"cors-spring-boot-starter, io.corspolicy.starter, dependencies-starter",
			"cors-spring-boot-test, io.corspolicy.test," })
	void theManifestSaysWhatItIs(String module, String name, String type) throws IOException {
		try (JarFile jar = new JarFile(file(module, ""))) {
			Attributes manifest = jar.getManifest().getMainAttributes();
			assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo(name);
			assertThat(manifest.getValue("Spring-Boot-Jar-Type")).isEqualTo(type);
			assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
			assertThat(manifest.getValue("Implementation-Title")).startsWith("CORS Spring Boot ");
			assertThat(manifest.getValue("Build-Jdk-Spec")).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors-spring-boot-autoconfigure", "cors-spring-boot-starter", "cors-spring-boot-test" })
	void theBillOfMaterialsNamesItsModule(String module) throws IOException {
		try (JarFile jar = new JarFile(file(module, ""))) {
			JsonNode bom = JsonMapper.shared().readTree(read(jar, "META-INF/sbom/" + module + ".cdx.json"));
			assertThat(bom.get("bomFormat").asString()).isEqualTo("CycloneDX");
			assertThat(bom.get("metadata").get("component").get("name").asString()).isEqualTo(module);
			assertThat(bom.get("components").size()).isPositive();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors-spring-boot-autoconfigure", "cors-spring-boot-starter", "cors-spring-boot-test" })
	void nothingElseIsInTheJars(String module) throws IOException {
		try (JarFile jar = new JarFile(file(module, ""))) {
			assertThat(Collections.list(jar.entries()).stream().map(ZipEntry::getName))
				.allMatch((name) -> name.startsWith("META-INF/") || name.matches("io/(corspolicy/.*)?"))
				.noneMatch((name) -> name.startsWith("META-INF/maven/"));
		}
	}

	@Test
	void theSourcesAreThere() throws IOException {
		try (JarFile jar = new JarFile(file("cors-spring-boot-autoconfigure", "-sources"))) {
			assertThat(read(jar, "io/corspolicy/annotation/CorsPolicy.java")).contains("@interface CorsPolicy");
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "release", matches = "true")
	void theJavadocIsThere() throws IOException {
		try (JarFile jar = new JarFile(file("cors-spring-boot-autoconfigure", "-javadoc"))) {
			assertThat(read(jar, "io/corspolicy/annotation/CorsPolicy.html")).contains("CorsPolicy");
		}
	}

	private static File file(String module, String kind) {
		return Page.ROOT.resolve(module).resolve("target/" + module + "-" + VERSION + kind + ".jar").toFile();
	}

	private static String read(JarFile jar, String name) throws IOException {
		ZipEntry entry = jar.getEntry(name);
		assertThat(entry).as("%s in %s", name, jar.getName()).isNotNull();
		return new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
	}

}
