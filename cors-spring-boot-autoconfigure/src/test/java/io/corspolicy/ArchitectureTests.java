package io.corspolicy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which package may know which.
 */
@AnalyzeClasses(packages = "io.corspolicy",
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.ThisModuleOnly.class })
class ArchitectureTests {

	@ArchTest
	static final ArchRule THE_ENGINE_KNOWS_THE_JDK_ALONE = classes().that()
		.resideInAPackage("io.corspolicy.engine")
		.and()
		.haveNameNotMatching(".*\\.OriginRegex(\\$.*)?")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.engine", "java..", "org.jspecify..");

	@ArchTest
	static final ArchRule ONE_CLASS_KNOWS_RE2J = noClasses().that()
		.haveNameNotMatching(".*\\.OriginRegex(\\$.*)?")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.google.re2j..");

	@ArchTest
	static final ArchRule THE_REGISTRY_KNOWS_THE_ENGINE = classes().that()
		.resideInAPackage("io.corspolicy.registry")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.registry", "io.corspolicy.engine", "java..", "org.jspecify..",
				"org.springframework.core..", "org.springframework.util..", "org.springframework.http.server",
				"org.springframework.web.util.pattern", "org.apache.commons.logging");

	@ArchTest
	static final ArchRule METRICS_KNOW_THE_ENGINE_AND_THE_REGISTRY = classes().that()
		.resideInAPackage("io.corspolicy.metrics")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.metrics", "io.corspolicy.engine", "io.corspolicy.registry", "java..",
				"org.jspecify..", "io.micrometer.core..");

	@ArchTest
	static final ArchRule MICROMETER_STAYS_WITH_METRICS = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.metrics", "io.corspolicy.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..");

	@ArchTest
	static final ArchRule SPRING_CLOUD_STAYS_WITH_THE_WIRING = noClasses().that()
		.resideOutsideOfPackage("io.corspolicy.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.cloud..");

	@ArchTest
	static final ArchRule THE_ENDPOINT_KNOWS_THE_REGISTRY = classes().that()
		.resideInAPackage("io.corspolicy.actuate")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.actuate", "io.corspolicy.migration", "io.corspolicy.registry",
				"io.corspolicy.engine", "java..", "org.jspecify..", "org.springframework.boot.actuate.endpoint..",
				"org.springframework.lang", "org.springframework.util");

	@ArchTest
	static final ArchRule NOTHING_KNOWS_THE_WIRING = noClasses().that()
		.resideOutsideOfPackage("io.corspolicy.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.corspolicy.autoconfigure");

	@ArchTest
	static final ArchRule SERVLETS_STAY_WITH_THEIR_ADAPTER = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.servlet", "io.corspolicy.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("jakarta.servlet..");

	@ArchTest
	static final ArchRule REACTOR_STAYS_WITH_ITS_ADAPTER = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.reactive", "io.corspolicy.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("reactor..");

	@ArchTest
	static final ArchRule SERVLETS_DO_NOT_KNOW_REACTOR = noClasses().that()
		.resideInAPackage("io.corspolicy.servlet")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.reactive", "reactor..");

	@ArchTest
	static final ArchRule REACTOR_DOES_NOT_KNOW_SERVLETS = noClasses().that()
		.resideInAPackage("io.corspolicy.reactive")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.servlet", "jakarta.servlet..");

	@ArchTest
	static final ArchRule BOOT_STAYS_WITH_THE_WIRING = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.autoconfigure", "io.corspolicy.actuate")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule NO_CYCLES = slices().matching("io.corspolicy.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_AND_FINAL = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHODS = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	/**
	 * Types that moved between the lines of Boot that one jar has to run on: they are
	 * ordered against by name only.
	 */
	@ArchTest
	static final ArchRule NOTHING_THAT_MOVED_BETWEEN_LINES = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.webmvc..", "org.springframework.boot.webflux..",
				"org.springframework.boot.security..", "org.springframework.boot.autoconfigure.web..",
				"org.springframework.boot.autoconfigure.security..");

	@ArchTest
	static void everyAutoConfigurationIsListedInOrder(JavaClasses classes) throws IOException {
		List<String> annotated = classes.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		String imports = "/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";
		try (InputStream stream = Objects.requireNonNull(ArchitectureTests.class.getResourceAsStream(imports))) {
			List<String> listed = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			assertThat(listed).isEqualTo(annotated).isNotEmpty();
		}
	}

	@ArchTest
	static void everyPackageIsNullMarked(JavaClasses classes) {
		assertThat(classes.stream().map(JavaClass::getPackage).distinct())
			.allMatch((javaPackage) -> javaPackage.isAnnotatedWith(NullMarked.class));
	}

	/**
	 * The test module is on the class path, too, and a house of its own.
	 */
	static class ThisModuleOnly implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("/io/corspolicy/test/");
		}

	}

}
