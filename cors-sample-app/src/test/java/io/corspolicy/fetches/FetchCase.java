package io.corspolicy.fetches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.browsers.Engine;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * A row of the table {@code fetches.txt}, where its notation is described.
 *
 * @param index the row's number
 * @param title what it shows
 * @param requests what is asked for, one after the other
 * @param gets what the page gets
 * @param preflights how many preflights the service sees
 * @param passes what passes the filter
 */
record FetchCase(int index, String title, List<Request> requests, Cell gets, Cell preflights, Cell passes) {

	static List<FetchCase> readAll() {
		String text;
		try {
			text = new ClassPathResource("fetches/fetches.txt").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		List<String> rows = text.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList();
		return Stream.iterate(0, (index) -> index < rows.size(), (index) -> index + 1)
			.map((index) -> parse(index, rows.get(index)))
			.toList();
	}

	private static FetchCase parse(int index, String row) {
		String[] cells = Arrays.stream(row.split("\\|")).map(String::strip).toArray(String[]::new);
		if (cells.length != 5) {
			throw new IllegalArgumentException("Not five cells: " + row);
		}
		List<Request> requests = Arrays.stream(cells[1].split(", ")).map(Request::parse).toList();
		return new FetchCase(index, cells[0], requests, Cell.parse(cells[2]), Cell.parse(cells[3]),
				Cell.parse(cells[4]));
	}

	/** What is to come of it where browsers agree. */
	Outcome expected() {
		return new Outcome(this.gets.common(), this.preflights.common(), this.passes.common());
	}

	/** What is to come of it in one browser. */
	Outcome expectedOf(Engine engine) {
		return new Outcome(this.gets.of(engine), this.preflights.of(engine), this.passes.of(engine));
	}

	@Override
	public String toString() {
		return this.title;
	}

	/**
	 * What has come of a row.
	 *
	 * @param gets what the page gets
	 * @param preflights how many preflights the service has seen
	 * @param passes what has passed the filter
	 */
	record Outcome(String gets, String preflights, String passes) {

		Outcome(Collection<String> gets, int preflights, Collection<String> passes) {
			this(String.join(", ", gets), Integer.toString(preflights),
					passes.isEmpty() ? "-" : String.join(", ", passes));
		}

	}

	/**
	 * What is expected, of most browsers and of others.
	 *
	 * @param common what most do
	 * @param exceptions by the name of an engine, what it does instead
	 */
	record Cell(String common, Map<String, String> exceptions) {

		private static final Pattern EXCEPTION = Pattern.compile(" \\[(\\S+) ([^]]+)]");

		static Cell parse(String text) {
			Map<String, String> exceptions = EXCEPTION.matcher(text)
				.results()
				.collect(Collectors.toMap((match) -> match.group(1), (match) -> match.group(2)));
			return new Cell(EXCEPTION.matcher(text).replaceAll(""), exceptions);
		}

		String of(Engine engine) {
			String common = (engine.isWebKit()) ? this.exceptions.getOrDefault("WebKit", this.common) : this.common;
			return this.exceptions.getOrDefault(engine.toString(), common);
		}

	}

	/**
	 * A request, as the page reads it, too.
	 *
	 * @param where the page, or which of its frames
	 * @param method the method, or the kind of a request that is none of {@code fetch}
	 * @param path the path, and a query if there is one
	 * @param headers the headers that the script sets
	 * @param credentials the credentials mode
	 * @param mode the mode
	 * @param body the body, or {@code null}
	 */
	record Request(String where, String method, String path, Map<String, String> headers, String credentials,
			String mode, @Nullable String body) {

		private static final Pattern SYNTAX = Pattern.compile(
				"(?:(sandboxed|own|own-unreferred) )?(\\w+) (/\\S+)( with credentials)?( opaque)?(?: setting (.+))?");

		static Request parse(String text) {
			Matcher matcher = SYNTAX.matcher(text);
			if (!matcher.matches()) {
				throw new IllegalArgumentException("Not a request: " + text);
			}
			Map<String, String> headers = new LinkedHashMap<>();
			if (matcher.group(6) != null) {
				for (String header : matcher.group(6).split("; ")) {
					String[] parts = header.split(": ");
					headers.put(parts[0], parts[1]);
				}
			}
			String method = matcher.group(2);
			return new Request((matcher.group(1) != null) ? matcher.group(1) : "page", method, matcher.group(3),
					headers, (matcher.group(4) != null) ? "include" : "same-origin",
					(matcher.group(5) != null) ? "no-cors" : "cors", method.equals("POST") ? "{}" : null);
		}

	}

}
