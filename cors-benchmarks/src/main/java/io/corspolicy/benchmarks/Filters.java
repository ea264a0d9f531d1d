package io.corspolicy.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
		List<Place> places = new ArrayList<>();
		for (Stack stack : Stack.values()) {
			for (Row row : stack.rows()) {
				if (isChosen(stack, row) && !stack.variants(row, this.pace.all()).isEmpty()) {
					places.addAll(Collections.nCopies(this.pace.processes(stack), new Place(stack, row)));
				}
			}
		}
		Map<Variant, WorkerProcess> workers = places.isEmpty() ? Map.of() : start(places.get(0));
		for (int i = 0; i < places.size(); i++) {
			Place place = places.get(i);
			Map<Variant, WorkerProcess> next = Map.of();
			try {
				// Those of the next row start while these warm up, and wait meanwhile.
				next = (i + 1 < places.size()) ? start(places.get(i + 1)) : next;
				measure(place, workers, next);
			}
			catch (IOException | RuntimeException ex) {
				next.values().forEach(WorkerProcess::close);
				throw ex;
			}
			finally {
				workers.values().forEach(WorkerProcess::close);
			}
			workers = next;
			System.out.printf("%s %s%s%n", place.stack(), place.row(), line(place.stack(), place.row()));
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

	private Map<Variant, WorkerProcess> start(Place place) throws IOException {
		Map<Variant, WorkerProcess> workers = new EnumMap<>(Variant.class);
		for (Variant variant : place.stack().variants(place.row(), this.pace.all())) {
			workers.put(variant, new WorkerProcess(place.stack(), place.row(), variant));
		}
		return workers;
	}

	private void measure(Place place, Map<Variant, WorkerProcess> workers, Map<Variant, WorkerProcess> next)
			throws IOException {
		for (WorkerProcess worker : workers.values()) {
			worker.warmUp(this.pace);
		}
		for (WorkerProcess worker : next.values()) {
			worker.awaitStart();
		}
		for (int i = 0; i < this.pace.slices() / this.pace.processes(place.stack()); i++) {
			for (Map.Entry<Variant, WorkerProcess> worker : workers.entrySet()) {
				this.results.add(place.stack(), place.row(), worker.getKey(), worker.getValue().slice());
			}
		}
	}

	/**
	 * What is measured at a time.
	 *
	 * @param stack the stack
	 * @param row the row
	 */
	private record Place(Stack stack, Row row) {
	}

}
