package io.corspolicy.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what filters cost. What falls short of its aim is in bold.
 */
final class FilterReport {

	private static final double MOST_OVER_ONE = 1.5;

	private static final double MOST_HOSTILE_NANOSECONDS = 3000;

	/** As in the aims of the requests of every day. */
	private static final double MOST_SERVLET_BYTES = 200;

	private static final double MOST_REACTIVE_BYTES = 320;

	private final Results results;

	private final StringBuilder text = new StringBuilder();

	FilterReport(Results results) {
		this.results = results;
	}

	String write(String command, Pace pace) {
		line("# What a filter costs a request");
		line("");
		line("Written by `" + command + "`. " + Facts.sentence());
		line("");
		line("Nanoseconds of processor time a request and bytes allocated: of " + pace.slices()
				+ " slices the lower quartile, which in nine rows out of ten the " + "median exceeds by "
				+ String.format(Locale.ROOT, "%.0f %%", 100 * this.results.spread())
				+ " at most. _No filter_ is what the measurement itself costs: it is in every column, and taken off "
				+ "before anything is divided. The _bare floor_ is a filter of thirty lines for one policy, written by "
				+ "hand; the _floor_ is another that does the same job as this project's. In **bold**: what falls short "
				+ "of the aim.");
		for (Stack stack : Stack.values()) {
			section(stack);
		}
		line("");
		line("![Cost by number of origins, patterns and paths](flat.svg)");
		return this.text.toString();
	}

	private void section(Stack stack) {
		List<Group> groups = Arrays.stream(Group.values()).filter((group) -> !rows(stack, group).isEmpty()).toList();
		if (groups.isEmpty()) {
			return;
		}
		line("");
		line("## " + stack.title());
		if (stack == Stack.ENGINE) {
			table(stack, stack.rows().stream().filter((row) -> isMeasured(stack, row)).toList());
			return;
		}
		for (Group group : groups) {
			line("");
			line("### " + (group.isSeries() ? "The last of many " : "") + group.title());
			table(stack, rows(stack, group));
			new AimTable(this.results, stack).write(rows(stack, group), this::line);
		}
	}

	private List<Row> rows(Stack stack, Group group) {
		return stack.rows().stream().filter((row) -> row.group() == group && isMeasured(stack, row)).toList();
	}

	private boolean isMeasured(Stack stack, Row row) {
		return this.results.has(stack, row, Variant.OURS);
	}

	private void table(Stack stack, List<Row> rows) {
		Set<Variant> variants = EnumSet.noneOf(Variant.class);
		rows.forEach((row) -> Arrays.stream(Variant.values())
			.filter((variant) -> this.results.has(stack, row, variant))
			.forEach(variants::add));
		boolean series = rows.get(0).group().isSeries() && stack != Stack.ENGINE;
		StringBuilder head = new StringBuilder(series ? "| " + rows.get(0).group().title() + " |" : "| request |");
		variants.forEach((variant) -> head.append(' ').append(variant.title()).append(" |"));
		head.append(variants.contains(Variant.BARE_FLOOR) ? " ÷ bare floor |" : "");
		head.append(variants.contains(Variant.FLOOR) ? " ÷ floor |" : "");
		head.append(variants.contains(Variant.SPRING) ? " Spring ÷ this |" : "");
		head.append(series ? " ÷ with 1 |" : "");
		line("");
		line(head.toString());
		line("|---|" + "---:|".repeat((int) head.chars().filter((c) -> c == '|').count() - 2));
		rows.forEach((row) -> row(stack, row, variants, series ? rows.get(0) : null));
	}

	private void row(Stack stack, Row row, Set<Variant> variants, @Nullable Row one) {
		StringBuilder cells = new StringBuilder(
				"| " + ((one != null) ? String.format(Locale.ROOT, "%,d", row.size()) : row.title()) + " |");
		for (Variant variant : variants) {
			cells.append(' ').append(cell(stack, row, variant)).append(" |");
		}
		double own = this.results.netTime(stack, row, Variant.OURS);
		for (Variant floor : List.of(Variant.BARE_FLOOR, Variant.FLOOR)) {
			if (variants.contains(floor)) {
				cells.append(' ').append(Numbers.ratio(own / this.results.netTime(stack, row, floor))).append(" |");
			}
		}
		if (variants.contains(Variant.SPRING)) {
			cells.append(' ')
				.append(Numbers.ratio(this.results.netTime(stack, row, Variant.SPRING) / own))
				.append(" |");
		}
		if (one != null) {
			double ratio = own / this.results.netTime(stack, one, Variant.OURS);
			cells.append(' ').append(Numbers.bold(Numbers.ratio(ratio), ratio > MOST_OVER_ONE)).append(" |");
		}
		line(cells.toString());
	}

	private String cell(Stack stack, Row row, Variant variant) {
		if (!this.results.has(stack, row, variant)) {
			return "–";
		}
		double nanoseconds = this.results.time(stack, row, variant);
		long bytes = Math.round(this.results.bytes(stack, row, variant));
		String text = Numbers.nanoseconds(nanoseconds)
				+ ((bytes > 0) ? String.format(Locale.ROOT, " (%,d B)", bytes) : "");
		return Numbers.bold(text, isShort(stack, row, variant));
	}

	/** Of rows that have an aim of their own, that is told beside it. */
	private boolean isShort(Stack stack, Row row, Variant variant) {
		if (variant != Variant.OURS || Aim.of(stack, row) != null) {
			return false;
		}
		if (row instanceof HostileRow && this.results.time(stack, row, variant) > MOST_HOSTILE_NANOSECONDS) {
			return true;
		}
		double bytes = this.results.bytes(stack, row, variant);
		return switch (stack) {
			// Fields that every filter reads are decoded for it, at the expense of the
			// first.
			case SERVLET -> bytes - this.results.bytes(stack, row, Variant.BARE_FLOOR) > MOST_SERVLET_BYTES;
			case REACTIVE -> bytes - this.results.bytes(stack, row, Variant.EMPTY) > MOST_REACTIVE_BYTES;
			case ENGINE -> Math.round(bytes) > 0;
		};
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

}
