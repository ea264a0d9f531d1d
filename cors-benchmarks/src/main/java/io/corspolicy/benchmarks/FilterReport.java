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

	private static final double MOST_OVER_FLOOR = 2;

	private static final double MOST_OVER_ONE = 1.5;

	private static final double MOST_HOSTILE_NANOSECONDS = 3000;

	/** The guard around the response. */
	private static final double MOST_BYTES = 64;

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
		line("Nanoseconds of processor time a request and bytes allocated, each the median of "
				+ pace.rounds() * pace.iterations() + " iterations; the middle half of the iterations lies within "
				+ String.format(Locale.ROOT, "%.0f %%", 100 * this.results.spread())
				+ " of it in nine rows out of ten. _No filter_ is what the measurement itself costs: it is in every "
				+ "column, and taken off before anything is divided. The _floor_ is a filter of thirty lines for one "
				+ "policy, written by hand. In **bold**: what falls short of the aim.");
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
		boolean everyday = row.group() == Group.EVERYDAY;
		double own = this.results.netTime(stack, row, Variant.OURS);
		if (variants.contains(Variant.BARE_FLOOR)) {
			double ratio = own / this.results.netTime(stack, row, Variant.BARE_FLOOR);
			cells.append(' ').append(ratio(ratio, everyday && ratio > MOST_OVER_FLOOR)).append(" |");
		}
		if (variants.contains(Variant.FLOOR)) {
			cells.append(' ').append(ratio(own / this.results.netTime(stack, row, Variant.FLOOR), false)).append(" |");
		}
		if (variants.contains(Variant.SPRING)) {
			double ratio = this.results.netTime(stack, row, Variant.SPRING) / own;
			double least = (stack == Stack.SERVLET) ? 10 : 3;
			cells.append(' ').append(ratio(ratio, everyday && ratio < least)).append(" |");
		}
		if (one != null) {
			double ratio = own / this.results.netTime(stack, one, Variant.OURS);
			cells.append(' ').append(ratio(ratio, ratio > MOST_OVER_ONE)).append(" |");
		}
		line(cells.toString());
	}

	private String cell(Stack stack, Row row, Variant variant) {
		if (!this.results.has(stack, row, variant)) {
			return "–";
		}
		double nanoseconds = this.results.time(stack, row, variant);
		long bytes = Math.round(this.results.bytes(stack, row, variant));
		String text = String.format(Locale.ROOT, (nanoseconds < 100) ? "%,.1f" : "%,.0f", nanoseconds)
				+ ((bytes > 0) ? String.format(Locale.ROOT, " (%,d B)", bytes) : "");
		return isShort(stack, row, variant) ? "**" + text + "**" : text;
	}

	private boolean isShort(Stack stack, Row row, Variant variant) {
		if (variant != Variant.OURS || stack == Stack.REACTIVE) {
			return false;
		}
		boolean hostile = row.group() == Group.HOSTILE || row.group() == Group.HOSTILE_TO_PATTERNS;
		if (hostile && this.results.time(stack, row, variant) > MOST_HOSTILE_NANOSECONDS) {
			return true;
		}
		if (stack == Stack.ENGINE) {
			return Math.round(this.results.bytes(stack, row, variant)) > 0;
		}
		return Math.round(this.results.netBytes(stack, row, variant)) > MOST_BYTES;
	}

	private static String ratio(double ratio, boolean isShort) {
		if (!Double.isFinite(ratio) || ratio < 0) {
			return "–";
		}
		String text = String.format(Locale.ROOT, (ratio < 100) ? "%.1f" : "%,.0f", ratio);
		return isShort ? "**" + text + "**" : text;
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

}
