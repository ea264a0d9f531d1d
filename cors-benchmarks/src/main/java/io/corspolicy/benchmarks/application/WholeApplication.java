package io.corspolicy.benchmarks.application;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Configuration;
import io.corspolicy.benchmarks.EverydayRow;
import io.corspolicy.benchmarks.Facts;
import io.corspolicy.benchmarks.Header;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;

import org.springframework.util.FileSystemUtils;

/**
 * What a filter costs an application as a whole: all of them in one virtual machine, each
 * in a server of its own, and every one under load for a while in turn.
 */
public final class WholeApplication {

	private static final int ROUNDS = 16;

	private static final int SECONDS = 1;

	private static final int WARMUP_SECONDS = 4;

	/** The fields that the JDK's client writes itself. */
	private static final Set<String> OF_THE_CLIENT = Set.of("Host", "Connection");

	private static final List<Row> ROWS = List.of(EverydayRow.ACTUAL_ALLOWED, EverydayRow.PREFLIGHT_ALLOWED);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	/** Held, so that its level stays. */
	private static final Logger LOGGER = Logger.getLogger("org.apache");

	private final HttpClient client = HttpClient.newHttpClient();

	/**
	 * Measure.
	 * @param command how this was started
	 * @return the document
	 * @throws Exception if anything goes wrong
	 */
	public String measure(String command) throws Exception {
		if (!Wrk.isInstalled()) {
			throw new IllegalStateException("wrk is missing: apt-get install wrk");
		}
		LOGGER.setLevel(Level.SEVERE);
		Path directory = Files.createTempDirectory("whole-application");
		try {
			return String.format(Locale.ROOT, """
					# A whole application

					Written by `%s`. %s

					Every filter in an application of its own that says hello, all in one virtual machine; wrk puts
					each under load for %d s in turn, over 8 connections on the loopback interface, %d times. GET with
					an origin that is allowed, and the preflight of a PUT. Of all turns the best quartile counts (the
					upper one of requests, the lower one of time), since whatever else a machine does makes them slower
					and none faster, and what is divided are these. wrk runs on the same processors.

					## Tomcat, a servlet

					%s
					## Reactor Netty, a web handler

					%s""", command, Facts.sentence(), SECONDS, ROUNDS,
					table(directory, Arrays.asList(Variant.values()), true),
					table(directory, Arrays.asList(Variant.values()).subList(0, Variant.TOMCAT.ordinal()), false));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private String table(Path directory, List<Variant> variants, boolean servlet) throws Exception {
		List<Server> servers = new ArrayList<>();
		Turns actual = new Turns();
		Turns preflight = new Turns();
		try {
			for (Variant variant : variants) {
				Configuration configuration = EverydayRow.ACTUAL_ALLOWED.configuration();
				servers.add(servlet ? new TomcatServer(variant, configuration, directory)
						: new NettyServer(variant, configuration));
			}
			for (Server server : servers) {
				for (Row row : ROWS) {
					check(server, row);
				}
			}
			measure(servers, directory, WARMUP_SECONDS, new Turns(), new Turns());
			for (int round = 0; round < ROUNDS; round++) {
				measure(servers, directory, SECONDS, actual, preflight);
				// Nobody is always the first.
				Collections.rotate(servers, 1);
			}
		}
		finally {
			for (Server server : servers) {
				server.stop();
			}
		}
		return table(variants, actual, preflight);
	}

	private void measure(List<Server> servers, Path directory, int seconds, Turns actual, Turns preflight)
			throws IOException, InterruptedException {
		Wrk get = new Wrk(EverydayRow.ACTUAL_ALLOWED.call(), directory);
		Wrk options = new Wrk(EverydayRow.PREFLIGHT_ALLOWED.call(), directory);
		for (Server server : servers) {
			actual.add(server.variant(), turn(get, server, seconds));
			if (server.variant() != Variant.EMPTY) {
				preflight.add(server.variant(), turn(options, server, seconds));
			}
		}
		System.out.printf("%s s: %s, preflights %s%n", seconds, actual, preflight);
	}

	private static Turn turn(Wrk wrk, Server server, int seconds) throws IOException, InterruptedException {
		long bytes = allocatedBytes();
		long time = SYSTEM.getProcessCpuTime();
		Wrk.Load load = wrk.run(uri(server, EverydayRow.ACTUAL_ALLOWED.call()).toString(), seconds);
		double requests = load.requests();
		return new Turn(load.rate(), (allocatedBytes() - bytes) / 1e3 / requests,
				(SYSTEM.getProcessCpuTime() - time) / 1e3 / requests);
	}

	private static long allocatedBytes() {
		return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter((b) -> b > 0).sum();
	}

	private void check(Server server, Row row) throws IOException, InterruptedException {
		if (server.variant() == Variant.EMPTY) {
			return;
		}
		Call call = row.call();
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, call))
			.method(call.method(), HttpRequest.BodyPublishers.noBody());
		for (Header header : call.headers()) {
			if (!OF_THE_CLIENT.contains(header.name())) {
				request.header(header.name(), header.value());
			}
		}
		HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		row.answer()
			.check(row + " of " + server.variant() + " in an application", call, response.body().equals("Hello"),
					response.statusCode(), response.headers().firstValue("Access-Control-Allow-Origin").orElse(null));
	}

	private static URI uri(Server server, Call call) {
		return URI.create("http://127.0.0.1:" + server.port() + call.path());
	}

	private static String table(List<Variant> variants, Turns actual, Turns preflight) {
		StringBuilder table = new StringBuilder("""
				| filter | GET/s | ÷ bare floor | µs of processor time | ÷ bare floor | KB allocated | over bare floor |
				|---|---:|---:|---:|---:|---:|---:|
				""");
		for (Variant variant : variants) {
			table.append(String.format(Locale.ROOT, "| %s | %,.0f | %.3f | %.2f | %.2f | %.2f | %.2f |%n",
					variant.title(), actual.rate(variant), actual.rate(variant) / actual.rate(Variant.BARE_FLOOR),
					actual.time(variant), actual.time(variant) / actual.time(Variant.BARE_FLOOR),
					actual.kilobytes(variant), actual.kilobytes(variant) - actual.kilobytes(Variant.BARE_FLOOR)));
		}
		table.append("""

				| filter | preflights/s | ÷ Spring | µs of processor time | ÷ bare floor |
				|---|---:|---:|---:|---:|
				""");
		for (Variant variant : variants.subList(1, variants.size())) {
			table.append(String.format(Locale.ROOT, "| %s | %,.0f | %.3f | %.2f | %.2f |%n", variant.title(),
					preflight.rate(variant), preflight.rate(variant) / preflight.rate(Variant.SPRING),
					preflight.time(variant), preflight.time(variant) / preflight.time(Variant.BARE_FLOOR)));
		}
		return table.toString();
	}

	/**
	 * A server's turn under load.
	 *
	 * @param rate requests a second
	 * @param kilobytes kilobytes allocated a request
	 * @param time microseconds of the process's processor time a request
	 */
	private record Turn(double rate, double kilobytes, double time) {
	}

	/**
	 * All turns of all servers.
	 */
	private static final class Turns {

		private final Map<Variant, List<Turn>> turns = new EnumMap<>(Variant.class);

		private void add(Variant variant, Turn turn) {
			this.turns.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(turn);
		}

		private double rate(Variant variant) {
			double[] rates = sorted(variant, Turn::rate);
			return rates[rates.length - 1 - rates.length / 4];
		}

		private double time(Variant variant) {
			double[] times = sorted(variant, Turn::time);
			return times[times.length / 4];
		}

		private double kilobytes(Variant variant) {
			double[] kilobytes = sorted(variant, Turn::kilobytes);
			return kilobytes[kilobytes.length / 2];
		}

		private double[] sorted(Variant variant, ToDoubleFunction<Turn> value) {
			return this.turns.get(variant).stream().mapToDouble(value).sorted().toArray();
		}

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder();
			this.turns.forEach((variant, turns) -> text
				.append(String.format(Locale.ROOT, " %s %,.0f/s", variant, turns.get(turns.size() - 1).rate())));
			return text.toString().strip();
		}

	}

}
