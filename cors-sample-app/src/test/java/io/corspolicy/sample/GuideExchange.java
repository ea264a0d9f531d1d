package io.corspolicy.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.SpringVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code curl} request of the guide, and the answer that is printed there.
 *
 * @param command the request
 * @param printed the lines below it
 */
record GuideExchange(Command command, List<String> printed) {

	private static final Path GUIDE = Path.of("..", "docs");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final boolean SPRING_6 = String.valueOf(SpringVersion.getVersion()).startsWith("6.");

	/** Those of all pages, page by page. */
	static List<GuideExchange> readAll() throws IOException {
		List<GuideExchange> exchanges = new ArrayList<>();
		try (Stream<Path> files = Files.walk(GUIDE)) {
			for (Path page : files.filter((file) -> file.toString().endsWith(".md")).sorted().toList()) {
				exchanges.addAll(readAll(Files.readAllLines(page)));
			}
		}
		return exchanges;
	}

	private static List<GuideExchange> readAll(List<String> lines) {
		List<GuideExchange> exchanges = new ArrayList<>();
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
				exchanges.add(new GuideExchange(Command.parse(command), new ArrayList<>()));
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
			softly.assertThat(asPrinted(this.command.filter(answer.body())))
				.as(this.command.text())
				.isEqualTo(asPrinted(String.join("\n", this.printed)));
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
		if (SPRING_6 && "Origin".equals(expected.get("vary"))) {
			// Spring MVC may add names to Vary.
			actual.computeIfPresent("vary", (name, value) -> value
				.replace("Origin, Access-Control-Request-Method, Access-Control-Request-Headers", "Origin"));
		}
		softly.assertThat(actual).as("Headers of %s", this.command.text()).isEqualTo(expected);
	}

	/**
	 * Until Spring Framework 7, a problem's members have another order, its type is
	 * written even where it says nothing, and 422 has another title.
	 */
	private static Object asPrinted(String body) {
		if (!SPRING_6 || !body.startsWith("{")) {
			return body;
		}
		Map<String, Object> members = new TreeMap<>(JsonParserFactory.getJsonParser().parseMap(body));
		if (Integer.valueOf(422).equals(members.get("status"))) {
			members.remove("type", "about:blank");
			members.put("title", "Unprocessable Content");
		}
		return members;
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
	record Command(String text, boolean showsHeaders, String method, String url, List<String> headers,
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
			return this.field.isEmpty() ? body
					: String.valueOf(JsonParserFactory.getJsonParser().parseMap(body).get(this.field));
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
