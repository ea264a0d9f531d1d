package io.corspolicy.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the {@code curl} requests of the README to the packaged application, and compares
 * the answers with those printed there.
 */
class PackagedSampleIT {

	private static final Pattern STARTED = Pattern.compile("the service: (http://localhost:\\d+)");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

	@ParameterizedTest(name = "{0}, cors.debug={1}")
	@CsvSource({ "servlet,false", "servlet,true", "reactive,false", "reactive,true" })
	void answersAsTheReadmeSays(String stack, boolean debug) throws Exception {
		check("packaged-%s-debug-%s".formatted(stack, debug), debug, "-jar", "target/cors-sample-app.jar",
				"--spring.main.web-application-type=" + stack);
	}

	@Test
	void answersTheSameWhenProcessedAheadOfTime() throws Exception {
		check("packaged-ahead-of-time", false, "-Dspring.aot.enabled=true", "-jar", "target/cors-sample-app.jar");
		assertThat(Path.of("target/packaged-ahead-of-time.log")).content().contains("AOT-processed");
	}

	@Test
	void answersTheSameFromAnArchiveOfClasses() throws Exception {
		run("extraction", "-Djarmode=tools", "-jar", "target/cors-sample-app.jar", "extract", "--force",
				"--destination", "target/extracted");
		String jar = "target/extracted/cors-sample-app.jar";
		run("archive", "-XX:ArchiveClassesAtExit=target/extracted/classes.jsa", "-Dspring.context.exit=onRefresh",
				"-jar", jar);
		Path loaded = Path.of("target/packaged-archive-loaded.log");
		check("packaged-archived", false, "-XX:SharedArchiveFile=target/extracted/classes.jsa",
				"-Xlog:class+load:file=" + loaded, "-jar", jar);
		assertThat(Files.readAllLines(loaded))
			.anyMatch((line) -> line.contains("io.corspolicy.registry.CorsPolicyRegistry source: shared objects file"));
	}

	private static void run(String title, String... arguments) throws IOException, InterruptedException {
		Path log = Path.of("target/packaged-%s.log".formatted(title));
		Process process = start(log, arguments);
		try {
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(title).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as("%s, see %s", title, log).isZero();
	}

	private void check(String title, boolean debug, String... arguments) throws Exception {
		List<Exchange> exchanges = Exchange.readAll(Files.readAllLines(Path.of("../README.md")))
			.stream()
			.filter((exchange) -> exchange.command().needsDebug() == debug)
			.toList();
		assertThat(exchanges).as("curl lines in the README").isNotEmpty();
		Path log = Path.of("target/%s.log".formatted(title));
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--server.port=0", "--sample.page-port=0", "--cors.debug=" + debug));
		Process application = start(log, all.toArray(String[]::new));
		try {
			String service = awaitService(application, log);
			SoftAssertions softly = new SoftAssertions();
			for (Exchange exchange : exchanges) {
				exchange.compare(exchange.command().send(this.http, service), softly);
			}
			softly.assertAll();
		}
		finally {
			application.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	private static Process start(Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static String awaitService(Process application, Path log) throws IOException {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> !application.isAlive() || STARTED.matcher(Files.readString(log)).find());
		Matcher started = STARTED.matcher(Files.readString(log));
		assertThat(started.find()).as("The application has started, see %s", log).isTrue();
		return started.group(1);
	}

	/**
	 * A request and its answer.
	 *
	 * @param command the request
	 * @param printed the lines below it
	 */
	private record Exchange(Command command, List<String> printed) {

		static List<Exchange> readAll(List<String> lines) {
			List<Exchange> exchanges = new ArrayList<>();
			boolean inside = false;
			for (Iterator<String> iterator = lines.iterator(); iterator.hasNext();) {
				String line = iterator.next();
				if (line.isEmpty() || line.startsWith("```")) {
					inside = false;
				}
				else if (line.startsWith("$ curl ")) {
					String command = line.substring(2);
					while (command.endsWith("\\")) {
						command = command.substring(0, command.length() - 1) + iterator.next().strip();
					}
					exchanges.add(new Exchange(Command.parse(command), new ArrayList<>()));
					inside = true;
				}
				else if (inside) {
					exchanges.get(exchanges.size() - 1).printed().add(line);
				}
			}
			return exchanges;
		}

		void compare(HttpResponse<String> answer, SoftAssertions softly) {
			if (!this.command.showsHeaders()) {
				softly.assertThat(this.command.filter(answer.body()))
					.as(this.command.text())
					.isEqualTo(String.join("\n", this.printed));
				return;
			}
			int status = Integer.parseInt(this.printed.get(0).split(" ")[1]);
			softly.assertThat(answer.statusCode()).as("Status of %s", this.command.text()).isEqualTo(status);
			SortedMap<String, String> expected = new TreeMap<>();
			for (String line : this.printed.subList(1, this.printed.size())) {
				String[] header = line.split(": ", 2);
				expected.put(header[0].toLowerCase(Locale.ROOT), header[1]);
			}
			SortedMap<String, String> actual = new TreeMap<>();
			answer.headers().map().forEach((name, values) -> {
				String lowerCase = name.toLowerCase(Locale.ROOT);
				boolean cors = lowerCase.startsWith("access-control-") || lowerCase.equals("vary");
				if (cors || expected.containsKey(lowerCase)) {
					actual.put(lowerCase, String.join(", ", values));
				}
			});
			softly.assertThat(actual).as("Headers of %s", this.command.text()).isEqualTo(expected);
		}

	}

	/**
	 * What curl is told.
	 *
	 * @param text the whole line
	 * @param showsHeaders whether headers are to be printed, or the body
	 * @param method the method
	 * @param url the address
	 * @param headers names and values by turns
	 * @param body the data, if any
	 * @param field the field of the answer that jq is to print, or an empty string
	 */
	private record Command(String text, boolean showsHeaders, String method, String url, List<String> headers,
			BodyPublisher body, String field) {

		private static final Pattern WORD = Pattern.compile("'([^']*)'|(#.*)|(\\S+)");

		static Command parse(String text) {
			boolean showsHeaders = false;
			String method = "GET";
			String url = "";
			List<String> headers = new ArrayList<>();
			BodyPublisher body = BodyPublishers.noBody();
			String field = "";
			Iterator<MatchResult> words = WORD.matcher(text).results().skip(1).iterator();
			while (words.hasNext()) {
				String word = word(words.next());
				switch (word) {
					case "-i" -> showsHeaders = true;
					case "-s" -> {
					}
					case "-X" -> method = word(words.next());
					case "-H" -> headers.addAll(List.of(word(words.next()).split(": ", 2)));
					case "-d" -> {
						method = method.equals("GET") ? "POST" : method;
						body = BodyPublishers.ofString(word(words.next()));
					}
					case "|" -> {
						assertThat(List.of(word(words.next()), word(words.next()))).containsExactly("jq", "-r");
						field = word(words.next()).substring(1);
					}
					default -> {
						if (!word.startsWith("#")) {
							assertThat(word).as("A word of %s", text).startsWith("http://localhost:8080/");
							url = word;
						}
					}
				}
			}
			if (body.contentLength() > 0 && !headers.contains("Content-Type")) {
				headers.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
			}
			return new Command(text, showsHeaders, method, url, headers, body, field);
		}

		private static String word(MatchResult match) {
			return (match.group(1) != null) ? match.group(1) : match.group();
		}

		boolean needsDebug() {
			return this.text.contains("# with cors.debug: true");
		}

		String filter(String body) {
			return this.field.isEmpty() ? body : new JsonMapper().readTree(body).path(this.field).asString();
		}

		HttpResponse<String> send(HttpClient http, String service) throws IOException, InterruptedException {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create(this.url.replace("http://localhost:8080", service)))
				.timeout(PATIENCE)
				.method(this.method, this.body);
			if (!this.headers.isEmpty()) {
				request.headers(this.headers.toArray(String[]::new));
			}
			return http.send(request.build(), BodyHandlers.ofString());
		}

	}

}
