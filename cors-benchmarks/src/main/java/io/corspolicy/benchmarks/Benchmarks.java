package io.corspolicy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.corspolicy.benchmarks.application.MillionOrigins;
import io.corspolicy.benchmarks.application.StartUp;
import io.corspolicy.benchmarks.application.WholeApplication;

/**
 * Runs a measurement and writes down what came of it.
 */
public final class Benchmarks {

	private static final String COMMAND = "mvn -Pbenchmarks -pl cors-benchmarks -am verify -Dbenchmarks=";

	private Benchmarks() {
	}

	/**
	 * Run a measurement.
	 * @param arguments what is measured; where documents are; where everything else goes;
	 * a regular expression for the names of the rows
	 * @throws Exception if anything goes wrong, or an answer is not what is measured
	 */
	public static void main(String[] arguments) throws Exception {
		String what = arguments[0];
		Path documents = Path.of(arguments[1]);
		Path scratch = Path.of(arguments[2]);
		Pattern rows = Pattern.compile(arguments[3]);
		String command = COMMAND + what;
		switch (what) {
			case "check" -> check(rows);
			case "short" -> filters(command, Pace.SHORT, rows, scratch, scratch);
			case "long" -> filters(command, Pace.LONG, rows, documents, scratch);
			case "million" -> write(documents, "million-origins.md", new MillionOrigins().measure(command));
			case "application" -> write(documents, "whole-application.md", new WholeApplication().measure(command));
			case "start-up" -> write(documents, "start-up.md", new StartUp().measure(command));
			default -> throw new IllegalArgumentException(
					"benchmarks must be check, short, long, million, application or start-up, not " + what);
		}
	}

	private static void filters(String command, Pace pace, Pattern rows, Path documents, Path scratch)
			throws Exception {
		Results results = new Filters(pace, rows).measure();
		write(scratch, "filters.csv", results.csv());
		write(documents, "filters.md", new FilterReport(results).write(command, pace));
		write(documents, "flat.svg", new Chart(results).draw());
	}

	private static void write(Path directory, String name, String text) throws IOException {
		Files.createDirectories(directory);
		Files.writeString(directory.resolve(name), text);
		if (name.endsWith(".md")) {
			System.out.println(text);
		}
	}

	/** Everything once, and nothing measured. */
	private static void check(Pattern rows) throws Exception {
		int checked = 0;
		List<String> wrong = new ArrayList<>();
		for (Stack stack : Stack.values()) {
			for (Row row : stack.rows()) {
				if (rows.matcher(row.name()).find()) {
					for (Variant variant : stack.variants(row, true)) {
						try {
							stack.measured(row, variant).prepare();
						}
						catch (IllegalStateException ex) {
							wrong.add(ex.getMessage());
						}
						checked++;
					}
				}
			}
		}
		if (!wrong.isEmpty()) {
			throw new IllegalStateException(String.join(System.lineSeparator(), wrong));
		}
		System.out.println(checked + " combinations give the answers that are measured.");
	}

}
