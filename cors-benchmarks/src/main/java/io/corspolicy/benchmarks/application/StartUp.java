package io.corspolicy.benchmarks.application;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.corspolicy.benchmarks.Facts;

/**
 * What the starter adds to the start of a minimal web application: it is started with and
 * without it in turn, each time in a new virtual machine.
 */
public final class StartUp {

	private static final int PAIRS = 25;

	/** What is on this class path that is on no minimal web application's. */
	private static final List<String> FOREIGN = List.of("webflux", "reactor-netty", "netty-", "jmh-", "jopt-simple",
			"commons-math3", "cors-filter", "java-property-utils");

	private static final String OWN = "cors-spring-boot-";

	/**
	 * Measure.
	 * @param command how this was started
	 * @return the document
	 * @throws IOException if the application can't be started
	 * @throws InterruptedException if this is interrupted
	 */
	public String measure(String command) throws IOException, InterruptedException {
		// The first ones fill the machine's caches.
		start(true);
		start(false);
		List<Start> with = new ArrayList<>();
		List<Start> without = new ArrayList<>();
		for (int i = 0; i < PAIRS; i++) {
			boolean withFirst = i % 2 == 0;
			(withFirst ? with : without).add(start(withFirst));
			(withFirst ? without : with).add(start(!withFirst));
			System.out.printf("%d/%d with %s, without %s%n", i + 1, PAIRS, with.get(i), without.get(i));
		}
		return String.format(Locale.ROOT, """
				# Start-up

				Written by `%s`. %s

				A minimal web application (Spring MVC on Tomcat, one handler, one policy), started %d times with and
				%d times without the starter, in turn. From the start of the virtual machine to the application's
				being ready, medians.

				| | without | with | difference | middle half of the pairs | aim |
				|---|---:|---:|---:|---:|---:|
				%s%s""", command, Facts.sentence(), PAIRS, PAIRS, line("time", "40 ms", with, without, Start::time),
				line("processor time, all threads", "", with, without, Start::processorTime));
	}

	private static String line(String title, String aim, List<Start> with, List<Start> without,
			ToDoubleFunction<Start> value) {
		double median = quantile(with.stream().mapToDouble(value), 0.5);
		double base = quantile(without.stream().mapToDouble(value), 0.5);
		double[] differences = IntStream.range(0, PAIRS)
			.mapToDouble((i) -> value.applyAsDouble(with.get(i)) - value.applyAsDouble(without.get(i)))
			.toArray();
		return String.format(Locale.ROOT, "| %s | %.0f ms | %.0f ms | %.0f ms | %.0f to %.0f ms | %s |%n", title, base,
				median, median - base, quantile(Arrays.stream(differences), 0.25),
				quantile(Arrays.stream(differences), 0.75), aim);
	}

	private static double quantile(DoubleStream values, double share) {
		double[] sorted = values.sorted().toArray();
		return sorted[(int) Math.round(share * (sorted.length - 1))];
	}

	private static Start start(boolean withStarter) throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-classpath", classPath(withStarter), MinimalApplication.class.getName(), "--server.port=0",
				"--server.address=127.0.0.1", "--cors.policies.api.paths=/api/**",
				"--cors.policies.api.allowed-origins=https://app.example.com",
				"--cors.policies.api.allow-credentials=true");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = output.lines().toList();
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(System.lineSeparator(), lines));
			}
			return lines.stream()
				.filter((line) -> line.startsWith(MinimalApplication.READY))
				.map(Start::parse)
				.findFirst()
				.orElseThrow();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String classPath(boolean withStarter) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> FOREIGN.stream().noneMatch(Path.of(entry).getFileName().toString()::contains))
			.filter((entry) -> withStarter || !entry.contains(OWN))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * A start.
	 *
	 * @param time milliseconds
	 * @param processorTime milliseconds of all threads
	 */
	private record Start(double time, double processorTime) {

		static Start parse(String line) {
			String[] numbers = line.substring(MinimalApplication.READY.length()).strip().split(" ");
			return new Start(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%.0f ms (%.0f ms of processor time)", this.time, this.processorTime);
		}

	}

}
