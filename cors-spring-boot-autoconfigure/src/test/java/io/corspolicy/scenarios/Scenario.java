package io.corspolicy.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A row of the scenario table.
 *
 * @param title what the row is about
 * @param method the request's method
 * @param target the request's target
 * @param headers the request's header fields, as they are sent
 * @param status the status to expect, or {@code null} for any below 500
 * @param passed whether the application sees the request
 * @param originPassed whether it sees the request's origin
 * @param expected all CORS-related header fields to expect
 */
record Scenario(String title, String method, String target, List<Field> headers, @Nullable Integer status,
		boolean passed, boolean originPassed, List<Field> expected) {

	private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

	private static final Pattern REPEAT = Pattern.compile("\\\\\\{(.+?)\\*(\\d+)}");

	private static final String WITHOUT_ORIGIN = "passed without Origin";

	static List<Scenario> all() {
		return read("scenarios.txt");
	}

	static List<Scenario> read(String table) {
		String text;
		try {
			text = Files
				.readString(Path.of(Objects.requireNonNull(Scenario.class.getResource("/scenarios/" + table)).toURI()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
		List<Scenario> scenarios = new ArrayList<>();
		String[] rows = text.split("(?m)^=== ");
		Set<String> titles = new HashSet<>();
		for (int i = 1; i < rows.length; i++) {
			Scenario scenario = parse(rows[i]);
			if (!titles.add(scenario.title())) {
				throw new IllegalArgumentException("Two rows of " + table + " have the title: " + scenario.title());
			}
			scenarios.add(scenario);
		}
		return scenarios;
	}

	private static Scenario parse(String row) {
		// What follows the last row of a section is the next one's heading.
		String[] parts = row.split("(?m)^#", 2)[0].split("\n", 2);
		String[] blocks = parts[1].strip().split("\n\n", 2);
		String[] request = blocks[0].split("\n");
		String[] outcome = blocks[1].strip().split("\n");
		String[] requestLine = request[0].split(" ", 2);
		String[] outcomeLine = outcome[0].split(" ", 2);
		if (!List.of("passed", WITHOUT_ORIGIN, "answered").contains(outcomeLine[1])) {
			throw new IllegalArgumentException("No outcome in row: " + row);
		}
		return new Scenario(parts[0].strip(), requestLine[0], requestLine[1], fields(request),
				outcomeLine[0].equals("hostile") ? null : Integer.valueOf(outcomeLine[0]),
				!outcomeLine[1].equals("answered"), outcomeLine[1].equals("passed"), fields(outcome));
	}

	private static List<Field> fields(String[] lines) {
		return Arrays.stream(lines).skip(1).map((line) -> {
			String[] parts = line.split(":", 2);
			return new Field(parts[0], unescape(parts[1].strip()));
		}).toList();
	}

	private static String unescape(String text) {
		String repeated = REPEAT.matcher(text)
			.replaceAll((match) -> match.group(1).repeat(Integer.parseInt(match.group(2))));
		return BYTE.matcher(repeated).replaceAll(Scenario::unescapeByte);
	}

	private static String unescapeByte(MatchResult match) {
		return String.valueOf((char) Integer.parseInt(match.group(1), 16));
	}

	/**
	 * The expected body, empty where nothing is said of it.
	 */
	String expectedBody() {
		return this.expected.stream().filter((field) -> field.is("Body")).map(Field::value).findFirst().orElse("");
	}

	List<String> expectedHeaders() {
		return this.expected.stream().filter(Field::isCors).map(Field::toString).sorted().toList();
	}

	/** The values of {@code Origin} that the application is to see. */
	List<String> forwardedOrigins() {
		return this.originPassed
				? this.headers.stream().filter((field) -> field.is("Origin")).map(Field::value).toList() : List.of();
	}

	boolean needsServer() {
		return this.title.startsWith("[server]");
	}

	/**
	 * The request as bytes on the wire.
	 */
	byte[] toBytes(String row, int port) {
		StringBuilder text = new StringBuilder().append(this.method)
			.append(' ')
			.append(this.target)
			.append(" HTTP/1.1\r\n");
		if (this.headers.stream().noneMatch((field) -> field.is("Host"))) {
			text.append("Host: localhost:").append(port).append("\r\n");
		}
		for (Field field : this.headers) {
			text.append(field.name()).append(": ").append(field.value()).append("\r\n");
		}
		boolean upgrade = this.headers.stream().anyMatch((field) -> field.is("Upgrade"));
		text.append("X-Row: ").append(row).append("\r\n");
		// Two fields, as Undertow does not find a "close" that is one of several.
		text.append("Connection: close\r\n").append(upgrade ? "Connection: Upgrade\r\n" : "").append("\r\n");
		if (this.headers.stream().anyMatch((field) -> field.is("Content-Length"))) {
			text.append("{}");
		}
		return text.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public String toString() {
		return this.title;
	}

	/**
	 * A header field.
	 *
	 * @param name the field's name
	 * @param value the field's value
	 */
	record Field(String name, String value) {

		boolean is(String other) {
			return this.name.equalsIgnoreCase(other);
		}

		boolean isCors() {
			String lowerCase = this.name.toLowerCase(Locale.ROOT);
			return lowerCase.startsWith("access-control-")
					|| List.of("vary", "timing-allow-origin", "cross-origin-resource-policy").contains(lowerCase);
		}

		@Override
		public String toString() {
			return this.name + ": " + this.value;
		}

	}

}
