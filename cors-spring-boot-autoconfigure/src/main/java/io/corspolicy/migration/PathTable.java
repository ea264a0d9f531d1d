package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.corspolicy.path.PathLookup;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The patterns at which policies are needed, with their configuration: each one whose
 * answer differs from that of the pattern around it.
 */
final class PathTable {

	/** Text that a value in a file can't have: separators of lists, and placeholders. */
	private static final Pattern NOT_WRITABLE = Pattern.compile("\\p{Cntrl}|\\$\\{|,(?![^{}]*})|^[^/]|^\\s|\\s$");

	private final CorsLayers layers;

	private final PathPatternParser parser;

	private final Map<String, String> leftOut = new LinkedHashMap<>();

	private final Map<String, PathPolicies> answers = new LinkedHashMap<>();

	/** Rows with an answer of their own. */
	private final Set<Row> placed = new HashSet<>();

	private PathTable(CorsLayers layers, PathPatternParser parser) {
		this.layers = layers;
		this.parser = parser;
	}

	/**
	 * Find the patterns.
	 * @param layers the CORS mechanisms
	 * @param parser how the application's router parses patterns
	 * @param governedAlone patterns of paths at which no policy of a pattern around them
	 * applies
	 */
	static PathTable of(CorsLayers layers, PathPatternParser parser, Set<String> governedAlone) {
		PathTable table = new PathTable(layers, parser);
		table.fill(governedAlone);
		return table;
	}

	/**
	 * The configuration at each pattern, broad ones first. An empty one is an exception.
	 */
	Map<String, PathPolicies> answers() {
		return this.answers;
	}

	/** Patterns without a policy, and why. */
	Map<String, String> leftOut() {
		return this.leftOut;
	}

	private void fill(Set<String> governedAlone) {
		List<Row> rows = rows(governedAlone);
		PathLookup<Row> lookup = new PathLookup<>(rows, Row::pattern);
		Resolver resolver = new Resolver(this.layers);
		Map<Translation.Of, Translation.Result> translations = new HashMap<>();
		for (Row row : rows) {
			PathPolicies answer = PathPolicies.of(row.text(), resolver.at(row.sample()), translations);
			PathPolicies around = governedAlone.contains(row.text()) ? null : around(row, lookup);
			boolean same = (around != null) ? around.specs().equals(answer.specs()) : answer.isNothing();
			if (!same) {
				if (answer.isNothing() && around != null) {
					answer.findings().addAll(around.findings());
				}
				this.answers.put(row.text(), answer);
				this.placed.add(row);
			}
			else if (around != null) {
				around.findings().addAll(answer.findings());
				around.differences().addAll(answer.differences());
			}
		}
	}

	/** The row of the most specific pattern so far, which is the latest one. */
	private @Nullable PathPolicies around(Row row, PathLookup<Row> lookup) {
		List<Row> matching = lookup.find(PathContainer.parsePath(row.sample()));
		for (int i = matching.size() - 1; i >= 0; i--) {
			if (this.placed.contains(matching.get(i))) {
				return this.answers.get(matching.get(i).text());
			}
		}
		return null;
	}

	/** Broad patterns first, in an order that depends only on their text. */
	private List<Row> rows(Set<String> governedAlone) {
		Set<String> texts = new TreeSet<>(this.layers.patterns());
		texts.addAll(governedAlone);
		texts.addAll(new CommonPaths(texts.stream().map(SamplePath::segments).toList()).all());
		List<Row> rows = new ArrayList<>();
		for (String text : texts) {
			Row row = row(text);
			if (row != null) {
				rows.add(row);
			}
		}
		rows.sort(Comparator.comparing(Row::pattern, PathPattern.SPECIFICITY_COMPARATOR)
			.reversed()
			.thenComparing(Row::text));
		return rows;
	}

	private @Nullable Row row(String text) {
		if (NOT_WRITABLE.matcher(text).find()) {
			this.leftOut.put(text,
					text.startsWith("/") ? "a list can't hold it" : "it has no leading slash and matches" + " nothing");
			return null;
		}
		try {
			PathPattern pattern = this.parser.parse(text);
			String sample = SamplePath.of(pattern);
			if (sample != null) {
				return new Row(text, pattern, sample);
			}
			this.leftOut.put(text, "no path is known that its expression matches");
		}
		catch (PatternParseException ex) {
			this.leftOut.put(text, "it is not a path pattern: " + ex.getMessage());
		}
		return null;
	}

	/**
	 * A pattern.
	 *
	 * @param text the pattern as it was written
	 * @param pattern the pattern
	 * @param sample a path that it matches, and as few others as possible
	 */
	private record Row(String text, PathPattern pattern, String sample) {
	}

}
