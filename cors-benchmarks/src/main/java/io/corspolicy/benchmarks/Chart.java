package io.corspolicy.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws what a request costs against how much is configured: a panel for each series, on
 * logarithmic axes, as an SVG that follows the reader's light or dark scheme.
 */
final class Chart {

	private static final int PANEL_WIDTH = 210;

	private static final int PANEL_HEIGHT = 300;

	private static final int LEFT = 64;

	private static final int TOP = 56;

	private static final int GAP = 168;

	private static final int BOTTOM = 52;

	private static final int LABEL_HEIGHT = 14;

	/** From 1 ns to 10 ms. */
	private static final int DECADES = 7;

	private static final String STYLE = """
			svg { --paper: #ffffff; --ink: #1f2328; --faint: #d8dee4; --ours: #0550ae; --bare-floor: #6e7781; --floor: #6e7781;
				--spring: #1a7f37; --tomcat: #bc4c00; --transaction-company: #8250df; }
			@media (prefers-color-scheme: dark) {
				svg { --paper: #0d1117; --ink: #e6edf3; --faint: #30363d; --ours: #58a6ff; --bare-floor: #8b949e; --floor: #8b949e;
					--spring: #3fb950; --tomcat: #f0883e; --transaction-company: #bc8cff; }
			}
			text { font: 12px system-ui, sans-serif; fill: var(--ink); }
			.title { font-weight: 600; font-size: 14px; }
			.grid { stroke: var(--faint); }
			.line { fill: none; stroke-width: 1.5; }
			.line.ours { stroke-width: 3; }
			""";

	private final Results results;

	private final StringBuilder svg = new StringBuilder();

	Chart(Results results) {
		this.results = results;
	}

	String draw() {
		List<Group> panels = List.of(Group.ORIGINS, Group.PATTERNS, Group.PATTERN_PATHS);
		int width = LEFT + panels.size() * (PANEL_WIDTH + GAP);
		int height = TOP + PANEL_HEIGHT + BOTTOM;
		add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
				width, height, width, height);
		add("<title>Nanoseconds a request, by number of exact origins, origin patterns and path policies</title>");
		add("<style>%n%s", STYLE);
		for (Variant variant : Variant.values()) {
			add(".line.%s { stroke: var(--%s); } .point.%s, text.%s { fill: var(--%s); }", name(variant), name(variant),
					name(variant), name(variant), name(variant));
		}
		add("</style>");
		add("<rect width=\"%d\" height=\"%d\" fill=\"var(--paper)\"/>", width, height);
		for (int i = 0; i < panels.size(); i++) {
			panel(panels.get(i), LEFT + i * (PANEL_WIDTH + GAP), i == 0);
		}
		add("</svg>");
		return this.svg.toString();
	}

	private void panel(Group series, int left, boolean first) {
		List<Row> rows = Row.all().stream().filter((row) -> row.group() == series).toList();
		int decades = (int) Math.ceil(Math.log10(rows.get(rows.size() - 1).size()));
		add("<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>", left, TOP - 28, title(series));
		for (int decade = 0; decade <= DECADES; decade++) {
			double y = y(Math.pow(10, decade));
			add("<path class=\"grid\" d=\"M%d %.1fh%d\"/>", left, y, PANEL_WIDTH);
			if (first) {
				add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", left - 8, y + 4, time(decade));
			}
		}
		for (int decade = 0; decade <= decades; decade++) {
			double x = x(left, decade, decades);
			add("<path class=\"grid\" d=\"M%.1f %dv%d\"/>", x, TOP, PANEL_HEIGHT);
			add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, TOP + PANEL_HEIGHT + 18,
					number(decade));
		}
		List<Label> labels = new ArrayList<>();
		for (Variant variant : Variant.values()) {
			if (variant != Variant.EMPTY) {
				line(rows, variant, left, decades, labels);
			}
		}
		write(labels, left + PANEL_WIDTH + 10);
	}

	private void line(List<Row> rows, Variant variant, int left, int decades, List<Label> labels) {
		List<Row> measured = rows.stream().filter((row) -> this.results.has(Stack.SERVLET, row, variant)).toList();
		if (measured.isEmpty()) {
			return;
		}
		StringBuilder path = new StringBuilder();
		double y = 0;
		for (Row row : measured) {
			double x = x(left, Math.log10(row.size()), decades);
			y = y(this.results.netTime(Stack.SERVLET, row, variant));
			path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
			add("<circle class=\"point %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", name(variant), x, y,
					(variant == Variant.OURS) ? 4.5 : 3);
		}
		add("<path class=\"line %s\" d=\"%s\"/>", name(variant), path);
		labels.add(new Label(variant, y));
	}

	/** Names the lines at their ends, none on top of another. */
	private void write(List<Label> labels, int x) {
		labels.sort(Comparator.comparingDouble(Label::y));
		double lowest = TOP;
		for (Label label : labels) {
			double y = Math.max(label.y, lowest);
			add("<text class=\"%s\" x=\"%d\" y=\"%.1f\">%s</text>", name(label.variant), x, y + 4,
					label.variant.title());
			lowest = y + LABEL_HEIGHT;
		}
	}

	private static double x(int left, double decade, int decades) {
		return left + PANEL_WIDTH * decade / decades;
	}

	private static double y(double nanoseconds) {
		double decade = Math.min(DECADES, Math.max(0, Math.log10(nanoseconds)));
		return TOP + PANEL_HEIGHT * (1 - decade / DECADES);
	}

	private static String time(int decade) {
		List<String> units = List.of("ns", "µs", "ms");
		return (int) Math.pow(10, decade % 3) + " " + units.get(decade / 3);
	}

	private static String number(int decade) {
		List<String> units = List.of("", "k", "M");
		return (int) Math.pow(10, decade % 3) + units.get(decade / 3);
	}

	private static String title(Group series) {
		return switch (series) {
			case ORIGINS -> "exact origins";
			case PATTERNS -> "origin patterns";
			default -> "policies by path";
		};
	}

	private static String name(Variant variant) {
		return variant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private void add(String format, Object... arguments) {
		this.svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
	}

	/**
	 * The name of a line.
	 *
	 * @param variant whose line
	 * @param y where it ends
	 */
	private record Label(Variant variant, double y) {
	}

}
