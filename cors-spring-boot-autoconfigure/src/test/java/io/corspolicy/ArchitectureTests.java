package io.corspolicy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

	/** The one class that knows RE2/J, and its nested ones. */
	private static final String RE2J = ".*\\.OriginRegex(\\$.*)?";

	/** The one class that knows Reactor Netty. */
	private static final String NETTY = ".*\\.NettyHeaders";

	private static final String SPRING = "org.springframework.(aop|beans|context|core|http|util|web)..";

	/** Which room may know which other rooms. */
	private static final Map<String, List<String>> ROOMS = rooms();

	private static Map<String, List<String>> rooms() {
		Map<String, List<String>> rooms = new LinkedHashMap<>();
		rooms.put("engine.table", List.of());
		rooms.put("engine.text", List.of());
		rooms.put("engine.fetch", List.of());
		rooms.put("engine.host", List.of());
		rooms.put("engine.regex", List.of("engine.host", "engine.table"));
		rooms.put("engine.origin", List.of("engine.fetch", "engine.host", "engine.regex", "engine.table"));
		rooms.put("engine",
				List.of("engine.fetch", "engine.host", "engine.origin", "engine.regex", "engine.table", "engine.text"));
		rooms.put("engine.explain", List.of("engine", "engine.fetch", "engine.origin", "engine.regex", "engine.text"));
		rooms.put("path", List.of("engine.fetch", "engine.table"));
		rooms.put("handler", List.of("engine", "path"));
		rooms.put("annotation", List.of("engine", "engine.text"));
		rooms.put("observe", List.of("engine", "engine.explain", "engine.fetch", "engine.regex", "engine.table",
				"engine.text", "path"));
		rooms.put("registry", List.of("engine", "engine.explain", "engine.fetch", "engine.origin", "engine.text",
				"handler", "observe", "path"));
		rooms.put("metrics", List.of("engine", "registry"));
		rooms.put("servlet", List.of("annotation", "engine", "engine.fetch", "handler", "path", "registry"));
		rooms.put("reactive", List.of("annotation", "engine", "engine.fetch", "handler", "path", "registry"));
		rooms.put("migration", List.of("engine", "engine.text", "handler", "path", "registry"));
		rooms.put("actuate",
				List.of("engine", "engine.explain", "engine.host", "engine.text", "migration", "observe", "registry"));
		return rooms;
	}

	/** What they may know of the world outside, beside the JDK and JSpecify. */
	private static final Map<String, List<String>> OUTSIDE = Map.of("path", List
		.of("org.springframework.http.server", "org.springframework.util", "org.springframework.web.util.pattern"),
			"handler",
			List.of("org.springframework.aop..", "org.springframework.beans.factory..",
					"org.springframework.core.annotation", "org.springframework.http", "org.springframework.util",
					"org.springframework.web.bind.annotation", "org.springframework.web.method",
					"org.springframework.web.util.pattern"),
			"annotation",
			List.of("org.springframework.aot.hint..", "org.springframework.core.annotation",
					"org.springframework.util"),
			"observe", List.of("org.apache.commons.logging", "org.springframework.http.server"), "registry",
			List.of("org.apache.commons.logging", "org.springframework.http.server",
					"org.springframework.web.util.pattern"),
			"metrics", List.of("io.micrometer.core.."), "servlet", List.of("jakarta.servlet..", SPRING), "reactive",
			List.of("org.reactivestreams", "reactor.core", "reactor.core.publisher", "reactor.util.context", SPRING),
			"migration",
			List.of("org.springframework.core", "org.springframework.http..", "org.springframework.web.cors",
					"org.springframework.web.util.pattern"),
			"actuate", List.of("org.springframework.boot.actuate.endpoint..", "org.springframework.lang",
					"org.springframework.util"));

	@ArchTest
	static void everyRoomKnowsWhatItMay(JavaClasses classes) {
		List<String> violations = new ArrayList<>();
		ROOMS.forEach((room, known) -> {
			List<String> packages = new ArrayList<>(List.of("io.corspolicy." + room, "java..", "org.jspecify.."));
			known.forEach((other) -> packages.add("io.corspolicy." + other));
			packages.addAll(OUTSIDE.getOrDefault(room, List.of()));
			violations.addAll(classes().that()
				.resideInAPackage("io.corspolicy." + room)
				.and()
				.haveNameNotMatching(RE2J)
				.and()
				.haveNameNotMatching(NETTY)
				.should()
				.onlyDependOnClassesThat()
				.resideInAnyPackage(packages.toArray(String[]::new))
				.evaluate(classes)
				.getFailureReport()
				.getDetails());
		});
		assertThat(violations).isEmpty();
	}

	/** A class that is in no room would be held by no rule. */
	@ArchTest
	static void everyClassIsInARoom(JavaClasses classes) {
		assertThat(classes.stream().map(ArchitectureTests::room))
			.allMatch((room) -> ROOMS.containsKey(room) || room.startsWith("autoconfigure"));
	}

	private static String room(JavaClass type) {
		return type.getPackageName().replaceFirst("^io\\.corspolicy\\.?", "");
	}

	@ArchTest
	static final ArchRule ONE_CLASS_KNOWS_RE2J = noClasses().that()
		.haveNameNotMatching(RE2J)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.google.re2j..");

	@ArchTest
	static final ArchRule ONE_CLASS_KNOWS_REACTOR_NETTY = noClasses().that()
		.haveNameNotMatching(NETTY)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("reactor.netty..", "io.netty..");

	@ArchTest
	static final ArchRule MICROMETER_STAYS_WITH_METRICS = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.metrics", "io.corspolicy.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..");

	@ArchTest
	static final ArchRule SPRING_CLOUD_STAYS_WITH_THE_WIRING = noClasses().that()
		.resideOutsideOfPackage("io.corspolicy.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.cloud..");

	@ArchTest
	static final ArchRule NOTHING_KNOWS_THE_WIRING = noClasses().that()
		.resideOutsideOfPackage("io.corspolicy.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.corspolicy.autoconfigure..");

	@ArchTest
	static final ArchRule SERVLETS_STAY_WITH_THEIR_ADAPTER = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.servlet", "io.corspolicy.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("jakarta.servlet..");

	@ArchTest
	static final ArchRule REACTOR_STAYS_WITH_ITS_ADAPTER = noClasses().that()
		.resideOutsideOfPackages("io.corspolicy.reactive", "io.corspolicy.autoconfigure..")
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
		.resideOutsideOfPackages("io.corspolicy.autoconfigure..", "io.corspolicy.actuate")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule NO_CYCLES = slices().matching("io.corspolicy.(**)").should().beFreeOfCycles();

	/** Two types may need each other; where three do, none can be read by itself. */
	@ArchTest
	static void noThreeTypesNeedEachOther(JavaClasses classes) {
		assertThat(TypeCycles.ofMoreThanTwo(classes.stream().toList())).isEmpty();
	}

	/**
	 * Spring Boot initializes some on a thread of its own, while an application starts.
	 */
	@ArchTest
	static void noInitializersWaitForEachOther(JavaClasses classes) {
		assertThat(StaticInitializers.thatWaitForEachOther(classes.stream().toList())).isEmpty();
	}

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
