package io.corspolicy.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An instance of the sample, in a JVM of its own.
 */
final class Instance implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("the service: http://localhost:(\\d+)");

	private final String name;

	private final List<String> arguments;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private int starts;

	private volatile int port;

	private @Nullable Process process;

	Instance(String name, List<String> arguments) {
		this.name = name;
		this.arguments = List.copyOf(arguments);
	}

	/**
	 * Start it, and do not wait until it is there.
	 */
	void start() throws IOException {
		this.starts++;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp",
						System.getProperty("java.class.path"), "io.corspolicy.sample.SampleApplication"));
		command.addAll(this.arguments);
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	/**
	 * Wait until it takes requests.
	 */
	void await() throws IOException {
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> !isAlive() || STARTED.matcher(Files.readString(log())).find());
		Matcher started = STARTED.matcher(Files.readString(log()));
		if (!started.find()) {
			throw new IllegalStateException("Has not started, see " + log().toAbsolutePath());
		}
		this.port = Integer.parseInt(started.group(1));
	}

	Path log() {
		return Path.of("target", "instance-%s-%d.log".formatted(this.name, this.starts));
	}

	boolean isAlive() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Kill it, as a machine that fails would.
	 */
	void kill() {
		if (this.process != null) {
			Program.hasEnded(this.process.destroyForcibly());
		}
	}

	HttpResponse<String> send(String method, String path, String body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Ask one of the endpoints, or post to it.
	 * @param path what follows {@code /actuator}
	 * @param json what to post, or an empty string
	 * @return the answer
	 */
	JsonNode endpoint(String path, String json) throws IOException, InterruptedException {
		HttpResponse<String> response = json.isEmpty() ? send("GET", "/actuator" + path, "")
				: send("POST", "/actuator" + path, json, "Content-Type", "application/json");
		if (response.statusCode() / 100 != 2) {
			throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
		}
		return JsonMapper.shared().readTree(response.body().isEmpty() ? "{}" : response.body());
	}

	/** The age of the policies in seconds, by the gauge. */
	double age() throws IOException, InterruptedException {
		return endpoint("/metrics/cors.policies.age", "").at("/measurements/0/value").asDouble();
	}

	@Override
	public void close() {
		kill();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
