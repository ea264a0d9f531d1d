package io.corspolicy.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured. Of the times of all slices the lower quartile counts: whatever else
 * a machine does makes slices slower and none faster.
 */
final class Results {

	private static final double QUARTILE = 0.25;

	private final Map<Cell, List<Slice>> measurements = new LinkedHashMap<>();

	void add(Stack stack, Row row, Variant variant, Slice slice) {
		this.measurements.computeIfAbsent(new Cell(stack, row, variant), (cell) -> new ArrayList<>()).add(slice);
	}

	boolean has(Stack stack, Row row, Variant variant) {
		return this.measurements.containsKey(new Cell(stack, row, variant));
	}

	/** Nanoseconds a request. */
	double time(Stack stack, Row row, Variant variant) {
		return quantile(new Cell(stack, row, variant), QUARTILE, Slice::nanoseconds);
	}

	/** Bytes allocated a request. */
	double bytes(Stack stack, Row row, Variant variant) {
		return quantile(new Cell(stack, row, variant), 0.5, Slice::bytes);
	}

	/** Nanoseconds a request, less what the measurement itself costs if that is known. */
	double netTime(Stack stack, Row row, Variant variant) {
		double time = time(stack, row, variant);
		return has(stack, row, Variant.EMPTY) ? time - time(stack, row, Variant.EMPTY) : time;
	}

	/** Bytes allocated a request, less what the measurement itself allocates. */
	double netBytes(Stack stack, Row row, Variant variant) {
		double bytes = bytes(stack, row, variant);
		return has(stack, row, Variant.EMPTY) ? bytes - bytes(stack, row, Variant.EMPTY) : bytes;
	}

	/** How far above the lower quartile the median lies, as a share of it. */
	double spread() {
		double[] spreads = this.measurements.keySet()
			.stream()
			.mapToDouble((
					cell) -> quantile(cell, 0.5, Slice::nanoseconds) / quantile(cell, QUARTILE, Slice::nanoseconds) - 1)
			.sorted()
			.toArray();
		return (spreads.length > 0) ? spreads[(int) (0.9 * spreads.length)] : 0;
	}

	private double quantile(Cell cell, double share, Value value) {
		double[] sorted = this.measurements.getOrDefault(cell, List.of()).stream().mapToDouble(value::of).toArray();
		Arrays.sort(sorted);
		return (sorted.length > 0) ? sorted[(int) (share * (sorted.length - 1) + 0.5)] : Double.NaN;
	}

	/** One line a cell, for further use. */
	String csv() {
		StringBuilder csv = new StringBuilder("stack,row,variant,ns,bytes\n");
		this.measurements.keySet()
			.forEach((cell) -> csv.append(String.format(Locale.ROOT, "%s,%s,%s,%.2f,%.2f%n", cell.stack, cell.row,
					cell.variant, quantile(cell, QUARTILE, Slice::nanoseconds), quantile(cell, 0.5, Slice::bytes))));
		return csv.toString();
	}

	/**
	 * Reads one number of a measurement.
	 */
	private interface Value {

		double of(Slice slice);

	}

	private record Cell(Stack stack, Row row, Variant variant) {
	}

}
