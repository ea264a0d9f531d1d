package io.corspolicy.benchmarks;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures the filters, row by row: all variants of a row in slices, in turn, each in a
 * virtual machine of its own.
 */
final class Filters {

	/** What is asked for if nothing is. */
	private static final String ANY = ".";

	private final Pace pace;

	private final Pattern rows;

	private final Results results = new Results();

	/**
	 * Prepare a measurement.
	 * @param pace how long everything is measured
	 * @param rows matches the rows that are
	 */
	Filters(Pace pace, Pattern rows) {
		this.pace = pace;
		this.rows = rows;
	}

	Results measure() throws IOException {
		for (Stack stack : Stack.values()) {
			for (Row row : stack.rows()) {
				if (isChosen(stack, row) && !stack.variants(row, this.pace.all()).isEmpty()) {
					measure(stack, row);
					System.out.printf("%s %s%s%n", stack, row, line(stack, row));
				}
			}
		}
		return this.results;
	}

	/**
	 * In the short run, whatever is asked for by name and else what matters every day.
	 */
	private boolean isChosen(Stack stack, Row row) {
		boolean inRun = this.pace.all() || !this.rows.pattern().equals(ANY) || stack.isInShortRun(row);
		return inRun && this.rows.matcher(row.name()).find();
	}

	private String line(Stack stack, Row row) {
		StringBuilder line = new StringBuilder();
		for (Variant variant : stack.variants(row, this.pace.all())) {
			line.append("  %s %.1f ns %.0f B".formatted(variant, this.results.time(stack, row, variant),
					this.results.bytes(stack, row, variant)));
		}
		return line.toString();
	}

	private void measure(Stack stack, Row row) throws IOException {
		Map<Variant, WorkerProcess> workers = new EnumMap<>(Variant.class);
		try {
			for (Variant variant : stack.variants(row, this.pace.all())) {
				WorkerProcess worker = new WorkerProcess(stack, row, variant);
				workers.put(variant, worker);
				worker.warmUp(this.pace);
			}
			for (int i = 0; i < this.pace.slices(); i++) {
				for (Map.Entry<Variant, WorkerProcess> worker : workers.entrySet()) {
					this.results.add(stack, row, worker.getKey(), worker.getValue().slice());
				}
			}
		}
		finally {
			workers.values().forEach(WorkerProcess::close);
		}
	}

}
