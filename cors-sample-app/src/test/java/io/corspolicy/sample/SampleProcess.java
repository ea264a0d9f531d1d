package io.corspolicy.sample;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample application in a JVM of its own, which writes a log below {@code target}.
 */
final class SampleProcess {

	private static final Pattern STARTED = Pattern.compile("the service: (http://localhost:\\d+)");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final String title;

	private final List<String> command = new ArrayList<>();

	/**
	 * Make one that is not started yet.
	 * @param title the log's name
	 * @param arguments what follows {@code java}
	 */
	SampleProcess(String title, String... arguments) {
		this.title = title;
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(List.of(arguments));
	}

	Path log() {
		return Path.of("target/packaged-%s.log".formatted(this.title));
	}

	/**
	 * Wait for it to end.
	 */
	void run() throws IOException, InterruptedException {
		Process process = start();
		try {
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(this.title).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as("%s, see %s", this.title, log()).isZero();
	}

	/**
	 * Send the {@code curl} requests of the guide, and compare the answers with those
	 * printed there.
	 * @param debug whether to send those that are meant for {@code cors.debug}, or all
	 * others
	 */
	void answersAsTheGuideSays(boolean debug) throws IOException, InterruptedException {
		List<GuideExchange> exchanges = GuideExchange.readAll()
			.stream()
			.filter((exchange) -> exchange.command().needsDebug() == debug)
			.toList();
		assertThat(exchanges).as("curl lines in the guide").isNotEmpty();
		this.command.addAll(List.of("--server.port=0", "--sample.page-port=0", "--cors.debug=" + debug));
		Process application = start();
		try {
			String service = awaitService(application);
			SoftAssertions softly = new SoftAssertions();
			for (GuideExchange exchange : exchanges) {
				// A connection each: the Reactor Netty of some lines may stop reading one
				// that it keeps alive (reactor/reactor-netty#4361).
				HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
				exchange.compare(exchange.command().send(http, service), softly);
			}
			softly.assertAll();
		}
		finally {
			application.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	private Process start() throws IOException {
		return new ProcessBuilder(this.command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
	}

	private String awaitService(Process application) throws IOException {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> !application.isAlive() || STARTED.matcher(Files.readString(log())).find());
		Matcher started = STARTED.matcher(Files.readString(log()));
		assertThat(started.find()).as("The application has started, see %s", log()).isTrue();
		return started.group(1);
	}

}
