package io.corspolicy.benchmarks.application;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

import io.corspolicy.benchmarks.Facts;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * What the starter's beans cost at the start of a minimal web application, beside an
 * auto-configuration that somebody wrote by hand: each time in a new virtual machine, all
 * kinds of start in turn.
 */
public final class StartUp {

	private static final int ROUNDS = 15;

	/** What is on this class path that is on no minimal web application's. */
	private static final List<String> FOREIGN = List.of("webflux", "reactor-netty", "netty-", "cors-filter",
			"java-property-utils");

	private static final String OWN = "cors-spring-boot-";

	/** Milliseconds. */
	private static final double OWN_AIM = 60;

	private static final double RATIO_AIM = 3;

	/** Milliseconds. */
	private static final double WILDCARD_AIM = 10;

	/**
	 * Measure.
	 * @param command how this was started
	 * @return the document
	 * @throws IOException if the application can't be started
	 * @throws InterruptedException if this is interrupted
	 */
	public String measure(String command) throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("start-up");
		try {
			String classes = jar(directory);
			Map<Kind, List<Cost>> costs = new EnumMap<>(Kind.class);
			for (Kind kind : Kind.values()) {
				costs.put(kind, new ArrayList<>());
				// Fills the machine's caches, and writes the archive.
				start(kind, classes, kind.archive ? "-XX:ArchiveClassesAtExit=" + archive(kind, directory) : null);
			}
			for (int i = 0; i < ROUNDS; i++) {
				for (Kind kind : Kind.values()) {
					Cost cost = start(kind, classes,
							kind.archive ? "-XX:SharedArchiveFile=" + archive(kind, directory) : null);
					costs.get(kind).add(cost);
					System.out.printf(Locale.ROOT, "%d/%d %s: %s%n", i + 1, ROUNDS, kind, cost);
				}
			}
			return document(command, costs);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static String document(String command, Map<Kind, List<Cost>> costs) {
		return String.format(Locale.ROOT,
				"""
						# Start-up

						Written by `%s`. %s

						The start of a minimal web application (Spring MVC on Tomcat, one handler, one policy with credentials for
						one origin, or for it and a subdomain wildcard), %d times each, in new virtual machines and in turn.
						Milliseconds of the main thread's processor time: medians, and the middle half in parentheses.

						What counts are the beans of an auto-configuration and those of its properties: their creation with all
						that Spring does to create them, their work when all singletons exist, and their listeners of the context's
						events. What they make beans of others do does not count. Written by hand is one `FilterRegistrationBean`
						with Spring's `CorsFilter`, and one class of `@ConfigurationProperties`: it checks nothing, and knows
						neither the application's handlers nor any other mechanism of CORS.

						| policy | class data sharing | by hand | starter | aim | ratio | aim |
						|---|---|---:|---:|---:|---:|---:|
						%s
						The starter lets Spring Boot's background thread load and link its classes meanwhile. There is no such
						thread on one processor, nor with `-Dspring.backgroundpreinitializer.ignore=true`, and Spring Boot before 4
						can't be given such work: that is what the rows without one show.

						The whole of the main thread, from the start of `main` to the application's being ready, includes what
						Spring does for an auto-configuration apart from its beans (reading classes, evaluating conditions), and is
						less certain.

						| policy | class data sharing | by hand | starter | difference |
						|---|---|---:|---:|---:|
						%s
						Class data sharing is the JDK's: `-XX:ArchiveClassesAtExit` in a first run, `-XX:SharedArchiveFile` in those
						that are measured. Without it, the JDK's own classes come from the archive that every JDK has.
						""",
				command, Facts.sentence(), ROUNDS,
				own(costs, Kind.HAND_WRITTEN, Kind.STARTER, null, null)
						+ own(costs, Kind.HAND_WRITTEN_ALONE, Kind.STARTER_ALONE, null, null)
						+ own(costs, Kind.HAND_WRITTEN_WILDCARD, Kind.STARTER_WILDCARD, Kind.HAND_WRITTEN, Kind.STARTER)
						+ own(costs, Kind.HAND_WRITTEN_SHARED, Kind.STARTER_SHARED, null, null)
						+ own(costs, Kind.HAND_WRITTEN_ALONE_SHARED, Kind.STARTER_ALONE_SHARED, null, null)
						+ own(costs, Kind.HAND_WRITTEN_WILDCARD_SHARED, Kind.STARTER_WILDCARD_SHARED,
								Kind.HAND_WRITTEN_SHARED, Kind.STARTER_SHARED),
				whole(costs, Kind.HAND_WRITTEN, Kind.STARTER)
						+ whole(costs, Kind.HAND_WRITTEN_ALONE, Kind.STARTER_ALONE)
						+ whole(costs, Kind.HAND_WRITTEN_WILDCARD, Kind.STARTER_WILDCARD)
						+ whole(costs, Kind.HAND_WRITTEN_SHARED, Kind.STARTER_SHARED)
						+ whole(costs, Kind.HAND_WRITTEN_ALONE_SHARED, Kind.STARTER_ALONE_SHARED)
						+ whole(costs, Kind.HAND_WRITTEN_WILDCARD_SHARED, Kind.STARTER_WILDCARD_SHARED));
	}

	/** A wildcard has an aim of its own. */
	private static String own(Map<Kind, List<Cost>> costs, Kind handWritten, Kind starter,
			@Nullable Kind handWrittenBase, @Nullable Kind starterBase) {
		double byHand = median(costs.get(handWritten), Cost::own);
		double ours = median(costs.get(starter), Cost::own);
		String line = String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s |%n", starter.policy(),
				starter.sharing(), cell(costs.get(handWritten)), mark(cell(costs.get(starter)), ours > OWN_AIM),
				(starterBase != null) ? "" : String.format(Locale.ROOT, "%.0f", OWN_AIM),
				mark(String.format(Locale.ROOT, "%.1f", ours / byHand), ours / byHand > RATIO_AIM),
				(starterBase != null) ? "" : String.format(Locale.ROOT, "%.0f", RATIO_AIM));
		if (starterBase == null) {
			return line;
		}
		double added = ours - median(costs.get(starterBase), Cost::own);
		return line + String.format(Locale.ROOT, "| what the wildcard adds | %s | %.1f | %s | %.0f | | |%n",
				starter.sharing(), byHand - median(costs.get(handWrittenBase), Cost::own),
				mark(String.format(Locale.ROOT, "%.1f", added), added > WILDCARD_AIM), WILDCARD_AIM);
	}

	private static String mark(String text, boolean fallsShort) {
		return fallsShort ? "**" + text + "**" : text;
	}

	private static String cell(List<Cost> costs) {
		return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median(costs, Cost::own),
				quantile(costs, Cost::own, 0.25), quantile(costs, Cost::own, 0.75));
	}

	private static String whole(Map<Kind, List<Cost>> costs, Kind handWritten, Kind starter) {
		double byHand = median(costs.get(handWritten), Cost::whole);
		double ours = median(costs.get(starter), Cost::whole);
		return String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f | %.0f |%n", starter.policy(), starter.sharing(),
				byHand, ours, ours - byHand);
	}

	private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
		return quantile(costs, value, 0.5);
	}

	private static double quantile(List<Cost> costs, ToDoubleFunction<Cost> value, double share) {
		double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
		return sorted[(int) Math.round(share * (sorted.length - 1))];
	}

	private static Path archive(Kind kind, Path directory) {
		return directory.resolve(kind + ".jsa");
	}

	private static Cost start(Kind kind, String classes, @Nullable String option)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx256m");
		if (!kind.background) {
			command.add("-Dspring.backgroundpreinitializer.ignore=true");
		}
		if (option != null) {
			command.add(option);
		}
		command.addAll(List.of("-classpath", classPath(kind, classes), MinimalApplication.class.getName(),
				kind.starter ? MinimalApplication.STARTER : MinimalApplication.HAND_WRITTEN, "--server.port=0",
				"--server.address=127.0.0.1"));
		String prefix = kind.starter ? "--cors.policies.api." : "--hand-written.";
		command.add(prefix + "paths=/api/**");
		command
			.add(prefix + "allowed-origins=https://app.example.com" + (kind.wildcard ? ",https://*.example.com" : ""));
		command.add(prefix + "allow-credentials=true");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = output.lines().toList();
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(System.lineSeparator(), lines));
			}
			return lines.stream()
				.filter((line) -> line.startsWith(MinimalApplication.READY))
				.map(Cost::parse)
				.findFirst()
				.orElseThrow();
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** An archive of classes knows no directories. */
	private static String jar(Path directory) {
		String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> Files.exists(Path.of(entry, StartUp.class.getName().replace('.', '/') + ".class")))
			.findFirst()
			.orElseThrow();
		String jar = directory.resolve("application.jar").toString();
		int status = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--file", jar, "-C", classes,
					StartUp.class.getPackageName().replace('.', '/'));
		if (status != 0) {
			throw new IllegalStateException("jar failed for " + classes);
		}
		return jar;
	}

	private static String classPath(Kind kind, String classes) {
		return classes + File.pathSeparator
				+ Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
					.filter((entry) -> !Files.isDirectory(Path.of(entry)) || entry.contains(OWN))
					.filter((entry) -> FOREIGN.stream().noneMatch(Path.of(entry).getFileName().toString()::contains))
					.filter((entry) -> kind.starter || !entry.contains(OWN))
					.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * A kind of start.
	 */
	private enum Kind {

		HAND_WRITTEN(false, false, false, true), STARTER(true, false, false, true),

		HAND_WRITTEN_ALONE(false, false, false, false), STARTER_ALONE(true, false, false, false),

		HAND_WRITTEN_WILDCARD(false, true, false, true), STARTER_WILDCARD(true, true, false, true),

		HAND_WRITTEN_SHARED(false, false, true, true), STARTER_SHARED(true, false, true, true),

		HAND_WRITTEN_ALONE_SHARED(false, false, true, false), STARTER_ALONE_SHARED(true, false, true, false),

		HAND_WRITTEN_WILDCARD_SHARED(false, true, true, true), STARTER_WILDCARD_SHARED(true, true, true, true);

		private final boolean starter;

		private final boolean wildcard;

		private final boolean archive;

		private final boolean background;

		Kind(boolean starter, boolean wildcard, boolean archive, boolean background) {
			this.starter = starter;
			this.wildcard = wildcard;
			this.archive = archive;
			this.background = background;
		}

		private String policy() {
			return (this.wildcard ? "with a subdomain wildcard" : "one origin")
					+ (this.background ? "" : ", no background thread");
		}

		private String sharing() {
			return this.archive ? "of all classes" : "of the JDK";
		}

	}

	/**
	 * What a start costs.
	 *
	 * @param own milliseconds in the measured beans
	 * @param whole milliseconds of the main thread
	 */
	private record Cost(double own, double whole) {

		static Cost parse(String line) {
			String[] numbers = line.substring(MinimalApplication.READY.length()).strip().split(" ");
			return new Cost(Double.parseDouble(numbers[0]) / 1000, Double.parseDouble(numbers[1]) / 1000);
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%.1f ms of %.0f ms", this.own, this.whole);
		}

	}

}
