package io.corspolicy.benchmarks.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Header;

/**
 * The load generator of that name, which Debian has a package of.
 */
final class Wrk {

	private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");

	private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

	private static final Pattern TROUBLE = Pattern.compile("Non-2xx or 3xx responses|Socket errors");

	private final List<String> command = new ArrayList<>();

	/**
	 * Prepare a load.
	 * @param call the request
	 * @param directory where a script can be left
	 * @throws IOException if it can't be
	 */
	Wrk(Call call, Path directory) throws IOException {
		Path script = directory.resolve(call.method() + ".lua");
		Files.writeString(script, "wrk.method = \"" + call.method() + "\"\n");
		this.command.addAll(List.of("wrk", "--threads", "1", "--connections", "8", "--script", script.toString()));
		for (Header header : call.headers()) {
			this.command.addAll(List.of("--header", header.name() + ": " + header.value()));
		}
	}

	/** Whether the program is there. */
	static boolean isInstalled() throws InterruptedException {
		try {
			return new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start().waitFor() >= 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	Load run(String uri, int seconds) throws IOException, InterruptedException {
		List<String> complete = new ArrayList<>(this.command);
		complete.addAll(List.of("--duration", seconds + "s", uri));
		Process process = new ProcessBuilder(complete).redirectErrorStream(true).start();
		try (BufferedReader reader = process.inputReader()) {
			String output = reader.lines().collect(Collectors.joining(System.lineSeparator()));
			if (!process.waitFor(10L + seconds, TimeUnit.SECONDS) || process.exitValue() != 0
					|| TROUBLE.matcher(output).find()) {
				throw new IllegalStateException(output);
			}
			return new Load(Long.parseLong(find(REQUESTS, output)), Double.parseDouble(find(RATE, output)));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String find(Pattern pattern, String output) {
		Matcher matcher = pattern.matcher(output);
		if (!matcher.find()) {
			throw new IllegalStateException(output);
		}
		return matcher.group(1);
	}

	/**
	 * What came of it.
	 *
	 * @param requests how many requests were answered
	 * @param rate how many in a second
	 */
	record Load(long requests, double rate) {
	}

}
