package io.corspolicy.scenarios;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.scenarios.CompatibilityLine.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The {@link BlackBox} on every server and every JDK of one line of Spring Boot: the one
 * whose module below {@code compatibility} runs this test on its class path.
 */
class CompatibilityIT {

	private static final int PATIENCE = 300;

	private static final Path TARGET = Path.of("target", "compatibility");

	static List<Variant> variants() {
		CompatibilityLine line = line();
		int own = Runtime.version().feature();
		if (!Boolean.getBoolean("compatibility.all")) {
			return Stream.of(Server.TOMCAT, Server.NETTY)
				.map((server) -> new Variant(server, own, Mode.PLAIN))
				.toList();
		}
		List<Variant> variants = new ArrayList<>();
		for (int jdk : line.jdks()) {
			for (Server server : line.servers()) {
				variants.add(new Variant(server, jdk, Mode.PLAIN));
				if (jdk >= 21 && server.isServlet()) {
					variants.add(new Variant(server, jdk, Mode.VIRTUAL_THREADS));
				}
			}
		}
		variants.add(new Variant(Server.TOMCAT, line.jdks().get(0), Mode.AHEAD_OF_TIME));
		variants.add(new Variant(Server.NETTY, line.jdks().get(0), Mode.AHEAD_OF_TIME));
		return variants;
	}

	private static CompatibilityLine line() {
		return CompatibilityLine.all()
			.stream()
			.filter((line) -> line.version().equals(SpringBootVersion.getVersion()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"Spring Boot " + SpringBootVersion.getVersion() + " is not in compatibility/lines.txt"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("variants")
	void answersAsTheTablesSay(Variant variant) throws Exception {
		Path jdk = Jdks.find(variant.jdk());
		assumeTrue(jdk != null, () -> "No JDK " + variant.jdk() + " beside the one that runs this");
		String classPath = classPath(variant.server());
		List<String> options = new ArrayList<>();
		if (variant.mode() == Mode.AHEAD_OF_TIME) {
			Path classes = new AheadOfTime(jdk, classPath, TARGET.resolve("aot-" + variant.server()))
				.process(BlackBox.class, variant.arguments());
			classPath = classes + File.pathSeparator + classPath;
			options.add("-Dspring.aot.enabled=true");
		}
		options.addAll(List.of("-cp", classPath, BlackBox.class.getName()));
		options.addAll(variant.arguments());
		String said = run(jdk, "java", variant.toString(), options);
		assertThat(said).containsPattern("(\\d{3}) of \\1 checks passed");
	}

	private static String classPath(Server server) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !server.excludes(Path.of(entry)))
			.collect(Collectors.joining(File.pathSeparator));
	}

	static String run(Path jdk, String command, String title, List<String> arguments)
			throws IOException, InterruptedException {
		Files.createDirectories(TARGET);
		Path log = TARGET.resolve(title.replaceAll("\\W+", "-") + ".log");
		// A class path is longer than some systems' command lines.
		Path file = Files.write(TARGET.resolve(title.replaceAll("\\W+", "-") + ".args"),
				arguments.stream().map((argument) -> '"' + argument.replace("\\", "\\\\") + '"').toList());
		Process process = new ProcessBuilder(jdk.resolve("bin").resolve(command).toString(), "@" + file)
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("%s has ended, see %s", title, log).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String said = Files.readString(log);
		assertThat(process.exitValue()).as("%s%n%s", title, said).isZero();
		return said;
	}

	enum Mode {

		PLAIN, VIRTUAL_THREADS, AHEAD_OF_TIME

	}

	/**
	 * One run.
	 *
	 * @param server the server
	 * @param jdk the JDK's feature release
	 * @param mode the way
	 */
	record Variant(Server server, int jdk, Mode mode) {

		List<String> arguments() {
			return List.of(this.server.isServlet() ? "SERVLET" : "REACTIVE",
					String.valueOf(this.mode == Mode.VIRTUAL_THREADS));
		}

		@Override
		public String toString() {
			String mode = switch (this.mode) {
				case PLAIN -> "";
				case VIRTUAL_THREADS -> ", virtual threads";
				case AHEAD_OF_TIME -> ", processed ahead of time";
			};
			return "Spring Boot " + SpringBootVersion.getVersion() + ", " + this.server.title() + ", Java " + this.jdk
					+ mode;
		}

	}

	/**
	 * The JDKs beside the running one.
	 */
	private static final class Jdks {

		static @Nullable Path find(int feature) throws IOException {
			Path own = Path.of(System.getProperty("java.home")).toRealPath();
			if (Runtime.version().feature() == feature) {
				return own;
			}
			try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
				return beside.filter((home) -> isJdk(home, feature)).sorted().findFirst().orElse(null);
			}
		}

		private static boolean isJdk(Path home, int feature) {
			try {
				return Files.isExecutable(home.resolve("bin/javac"))
						&& Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + feature + ".");
			}
			catch (IOException ex) {
				return false;
			}
		}

	}

}
