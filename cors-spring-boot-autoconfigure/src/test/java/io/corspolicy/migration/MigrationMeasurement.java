package io.corspolicy.migration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.net.URL;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReactiveAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReportAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyServletAutoConfiguration;
import io.corspolicy.autoconfigure.Migrations;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Measures migrations of 5,000 handlers. Prints the time of the first one and the best of
 * those after it, and a hash of what was answered, by which two states of the code can be
 * compared. No test: run it with the test class path, with the names of shapes as
 * arguments, or with none for all.
 */
final class MigrationMeasurement {

	private static final int CLASSES = 500;

	private static final int METHODS = 10;

	private static final int MAPPINGS = 200;

	private static final int ROUNDS = 15;

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	private MigrationMeasurement() {
	}

	public static void main(String[] args) throws Exception {
		List<String> chosen = List.of(args);
		for (Shape shape : Shape.values()) {
			if (chosen.isEmpty() || chosen.contains(shape.name())) {
				measure(shape);
			}
		}
	}

	private static void measure(Shape shape) throws Exception {
		Path directory = Files.createTempDirectory("controllers");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				MigrationMeasurement.class.getClassLoader())) {
			List<Class<?>> controllers = controllers(shape, directory, loader);
			WebApplicationContextRunner mvc = with(new WebApplicationContextRunner(), shape, controllers)
				.withUserConfiguration(MvcSite.Before.class);
			ReactiveWebApplicationContextRunner webFlux = with(new ReactiveWebApplicationContextRunner(), shape,
					controllers)
				.withUserConfiguration(WebFluxSite.Before.class);
			if (shape.mappings) {
				SpringCase mappings = new SpringCase("mappings");
				IntStream.range(0, MAPPINGS)
					.forEach((i) -> mappings.mapping("/api/c" + i + "/**",
							(configuration) -> mapping(configuration, i)));
				mvc = mvc.withBean(MvcSite.Mappings.class, () -> new MvcSite.Mappings(mappings.mappings()));
				webFlux = webFlux.withBean(WebFluxSite.Mappings.class,
						() -> new WebFluxSite.Mappings(mappings.mappings()));
			}
			mvc.run((context) -> measure(shape + " on Spring MVC", context));
			webFlux.run((context) -> measure(shape + " on WebFlux", context));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R with(R runner, Shape shape,
			List<Class<?>> controllers) {
		R with = runner.withConfiguration(ALL).withUserConfiguration(controllers.toArray(Class<?>[]::new));
		return shape.policies ? with.withBean(PolicySource.class, () -> MigrationMeasurement::policies) : with;
	}

	/** 10,000, one of them with very many origins. */
	private static List<PolicyDefinition> policies() {
		return IntStream.range(0, 10_000).mapToObj((i) -> {
			List<String> origins = IntStream.range(0, (i == 7) ? 990_000 : 1)
				.mapToObj((j) -> "https://t" + j + ".tenant-" + i + ".example")
				.toList();
			return new PolicyDefinition("tenant-" + i, List.of("/tenants/" + i + "/**"),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, origins));
		}).toList();
	}

	private static void mapping(CorsConfiguration configuration, int number) {
		configuration.setAllowedOrigins(List.of("https://mapping" + number + ".example.com"));
		configuration.setAllowedMethods(List.of("GET", "PUT"));
	}

	private static void measure(String name, ApplicationContext context) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		List<Long> times = new ArrayList<>();
		List<Long> processor = new ArrayList<>();
		Migration migration = new Migration("", List.of());
		long began = System.nanoTime();
		for (int i = 0; i < ROUNDS && (i < 3 || System.nanoTime() - began < 10_000_000_000L); i++) {
			long start = System.nanoTime();
			long startOfThread = threads.getCurrentThreadCpuTime();
			migration = Migrations.migrate(context);
			processor.add((threads.getCurrentThreadCpuTime() - startOfThread) / 1_000_000);
			times.add((System.nanoTime() - start) / 1_000_000);
		}
		System.out.printf(
				"%s: %d mechanisms, %d kB of YAML, hash %08x; first %d ms (%d of the processor), then %d (%d)%n", name,
				migration.mechanisms().size(), migration.yaml().length() / 1000, migration.hashCode(), times.get(0),
				processor.get(0), Collections.min(times), Collections.min(processor));
	}

	private static List<Class<?>> controllers(Shape shape, Path directory, ClassLoader loader) throws Exception {
		List<SimpleJavaFileObject> sources = new ArrayList<>();
		for (int i = 0; i < CLASSES; i++) {
			sources.add(source(shape, i));
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		boolean compiled = compiler
			.getTask(null, null, null, List.of("-d", directory.toString(), "-proc:none", "-parameters"), null, sources)
			.call();
		if (!compiled) {
			throw new IOException("The controllers can't be compiled");
		}
		List<Class<?>> controllers = new ArrayList<>();
		for (int i = 0; i < CLASSES; i++) {
			controllers.add(loader.loadClass("C" + i));
		}
		return controllers;
	}

	private static SimpleJavaFileObject source(Shape shape, int number) {
		StringBuilder text = new StringBuilder("import org.springframework.web.bind.annotation.*;\n");
		text.append((shape.onClass && (number == 0 || shape != Shape.ONE))
				? "@CrossOrigin(\"https://app.example.com\")\n" : "")
			.append("@RestController public class C")
			.append(number)
			.append(" {\n");
		for (int i = 0; i < METHODS; i++) {
			if (shape.onMethod) {
				text.append("@CrossOrigin(\"https://o" + (number * METHODS + i) + ".example.com\")");
			}
			text.append("@GetMapping(\"")
				.append(shape.path.replace("C", "c" + number).replace("M", "m" + i))
				.append("\") public String m")
				.append(i)
				.append("() { return \"\"; }\n");
		}
		String code = text.append("}\n").toString();
		return new SimpleJavaFileObject(URI.create("string:///C" + number + ".java"),
				javax.tools.JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return code;
			}

		};
	}

	/**
	 * What the application is like.
	 */
	private enum Shape {

		/** The same on every class. */
		SAME("/api/C/M", true, false, false, false),

		/** An origin of its own on every method. */
		OWN("/api/C/M", false, true, false, false),

		/** Both. */
		BOTH("/api/C/M", true, true, false, false),

		/** Variables at the end. */
		LAST("/api/C/M/{id}", false, true, false, false),

		/** Variables in the middle. */
		MIDDLE("/api/C/{id}/M", false, true, false, false),

		/** Variables in front. */
		FRONT("/{tenant}/C/M", false, true, false, false),

		/** Both, below mappings. */
		MAPPED("/api/C/M", true, true, true, false),

		/** The same on every class, variables, below mappings. */
		MAPPED_VARIABLES("/api/C/M/{id}", true, false, true, false),

		/** Beside 10,000 policies with a million origins. */
		POLICIES("/api/C/M/{id}", true, false, false, true),

		/** Beside the same, but one class alone is annotated. */
		ONE("/api/C/M/{id}", true, false, false, true);

		private final String path;

		private final boolean onClass;

		private final boolean onMethod;

		private final boolean mappings;

		private final boolean policies;

		Shape(String path, boolean onClass, boolean onMethod, boolean mappings, boolean policies) {
			this.path = path;
			this.onClass = onClass;
			this.onMethod = onMethod;
			this.mappings = mappings;
			this.policies = policies;
		}

	}

}
