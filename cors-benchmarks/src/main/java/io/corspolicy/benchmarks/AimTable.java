package io.corspolicy.benchmarks;

import java.util.List;
import java.util.function.Consumer;

/**
 * Sets what was measured against the aims. What falls short is in bold.
 */
final class AimTable {

	private final Results results;

	private final Stack stack;

	AimTable(Results results, Stack stack) {
		this.results = results;
		this.stack = stack;
	}

	/** Write the table, or nothing if none of the rows has an aim. */
	void write(List<Row> rows, Consumer<String> out) {
		List<Row> aimed = rows.stream().filter((row) -> Aim.of(this.stack, row) != null).toList();
		if (aimed.isEmpty()) {
			return;
		}
		out.accept("");
		out.accept("What is to be reached, beside it what was" + note());
		out.accept("");
		out.accept("| request | ÷ bare floor | at most | Spring ÷ this | at least | bytes over " + base().title()
				+ " | at most | ns | at most |");
		out.accept("|---|" + "---:|".repeat(8));
		aimed.forEach((row) -> out.accept(line(row, Aim.of(this.stack, row))));
	}

	private String note() {
		return (this.stack == Stack.REACTIVE)
				? ", and where the filter itself answers Spring ÷ this with the server's own share." : ".";
	}

	/** What a filter's bytes are counted from. */
	private Variant base() {
		return (this.stack == Stack.REACTIVE) ? Variant.EMPTY : Variant.BARE_FLOOR;
	}

	private String line(Row row, Aim aim) {
		double own = this.results.netTime(this.stack, row, Variant.OURS);
		double overFloor = own / this.results.netTime(this.stack, row, Variant.BARE_FLOOR);
		double faster = faster(row);
		double bytes = this.results.bytes(this.stack, row, Variant.OURS) - this.results.bytes(this.stack, row, base());
		return "| " + row.title() + " | "
				+ pair(Numbers.ratio(overFloor), Numbers.ratio(aim.timesBareFloor()), overFloor > aim.timesBareFloor())
				+ pair(Numbers.ratio(faster), Numbers.ratio(aim.timesFasterThanSpring()),
						faster < aim.timesFasterThanSpring())
				+ pair(Numbers.whole(bytes), Numbers.whole(aim.bytes()), Math.round(bytes) > aim.bytes())
				+ pair(Numbers.whole(own), Numbers.whole(aim.nanoseconds()), own > aim.nanoseconds()).stripTrailing();
	}

	private double faster(Row row) {
		if (this.stack == Stack.REACTIVE && row.answer().isFinal()) {
			return this.results.time(this.stack, row, Variant.SPRING)
					/ this.results.time(this.stack, row, Variant.OURS);
		}
		return this.results.netTime(this.stack, row, Variant.SPRING)
				/ this.results.netTime(this.stack, row, Variant.OURS);
	}

	private static String pair(String measured, String aim, boolean isShort) {
		return Numbers.bold(measured, isShort) + " | " + aim + " | ";
	}

}
