package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.corspolicy.autoconfigure.properties.ProblemLocation;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Writes down problems for those who have to solve them.
 */
public final class ProblemReport {

	private static final int WIDTH = 100;

	private static final String INDENT = " ".repeat(5);

	private static final String LABEL = "%-9s";

	private static final int TEXT_WIDTH = WIDTH - INDENT.length() - 9;

	private ProblemReport() {
	}

	/**
	 * What to do about problems, in a sentence for each kind of advice that they have.
	 */
	public static String action(List<PolicyProblem> problems) {
		List<String> sentences = new ArrayList<>();
		if (problems.stream().anyMatch((problem) -> !problem.fix().isEmpty())) {
			sentences.add("Change what is at \"value\" into what is at \"write\".");
		}
		if (problems.stream().anyMatch((problem) -> !problem.example().isEmpty())) {
			sentences.add("An \"example\" only shows what kind of value is wanted: put one of your own there.");
		}
		if (problems.stream().anyMatch((problem) -> problem.fix().isEmpty() && problem.example().isEmpty())) {
			sentences.add((sentences.isEmpty() ? "" : "Where there is neither, ")
					+ (sentences.isEmpty() ? "Follow" : "follow") + " what is at \"why\".");
		}
		return String.join("\n", sentences);
	}

	/**
	 * Describe problems, in the order of policies and of their fields.
	 */
	public static String describe(List<PolicyProblem> problems) {
		Collection<ReportedProblem> items = items(problems);
		List<String> lines = new ArrayList<>();
		lines.add((items.size() == 1) ? "The CORS configuration has a problem:"
				: "The CORS configuration has " + items.size() + " problems:");
		String group = "";
		int number = 0;
		for (ReportedProblem item : items) {
			if (!item.group().equals(group)) {
				group = item.group();
				lines.add("");
				lines.add(group);
			}
			lines.add("");
			lines.add(String.format("%3d. ", ++number) + item.title());
			lines.addAll(details(item, items));
		}
		return String.join("\n", lines);
	}

	private static Collection<ReportedProblem> items(List<PolicyProblem> problems) {
		Map<Object, ReportedProblem> items = new LinkedHashMap<>();
		for (PolicyProblem problem : problems) {
			ProblemLocation place = (problem.place() instanceof ProblemLocation known) ? known : null;
			Object id = (place != null && place.inherited())
					? List.of(place.at(), problem.code(), problem.reason(), problem.suggestion()) : problem;
			items.computeIfAbsent(id, (key) -> new ReportedProblem(problem, place, new ArrayList<>()))
				.policies()
				.add(problem.policy());
		}
		return items.values()
			.stream()
			.sorted(Comparator.comparingInt(ReportedProblem::rank)
				.thenComparing(ReportedProblem::group)
				.thenComparingInt(ReportedProblem::fieldRank)
				.thenComparingInt(ReportedProblem::index))
			.toList();
	}

	private static List<String> details(ReportedProblem item, Collection<ReportedProblem> items) {
		List<String> lines = new ArrayList<>();
		PolicyProblem problem = item.problem();
		ProblemLocation place = item.place();
		boolean unknown = problem.code() == ProblemCode.UNKNOWN_PROPERTY;
		boolean named = problem.at().equals(PolicyField.NAME) && !problem.policy().isEmpty();
		if (!named && !(unknown && problem.value() == null)) {
			add(lines, "value", value(problem, place));
		}
		if (place == null && item.annotated() == null) {
			add(lines, "from", "a source other than the properties");
		}
		else if (place != null && !place.words().isEmpty()) {
			add(lines, (place.written() != null || unknown) ? "from" : "near", SafeText.visible(place.words()));
		}
		if (place != null && !unknown) {
			place.through().forEach((value) -> add(lines, "through", SafeText.visible(value)));
		}
		if (item.isShared()) {
			add(lines, "used", "by " + item.policies()
				.stream()
				.map((policy) -> "\"" + SafeText.visible(policy) + "\"")
				.collect(Collectors.joining(", ", (item.policies().size() == 1) ? "policy " : "policies ", "")));
		}
		add(lines, "why", SafeText.visible(problem.reason()));
		addVerbatim(lines, "write", write(item, problem.fix(), items));
		addVerbatim(lines, "example", write(item, problem.example(), List.of()));
		return lines;
	}

	private static void addVerbatim(List<String> lines, String label, List<String> texts) {
		for (int i = 0; i < texts.size(); i++) {
			lines.add(INDENT + String.format(LABEL, (i == 0) ? label : "") + SafeText.visible(texts.get(i)));
		}
	}

	private static String value(PolicyProblem problem, @Nullable ProblemLocation place) {
		Object read = problem.value();
		Object written = (place != null) ? place.written() : read;
		if (written == null) {
			return (read != null && place != null && !place.inherited()) ? VisibleText.quoted(read, TEXT_WIDTH)
					: "(none)";
		}
		String text = VisibleText.quoted(written, TEXT_WIDTH);
		if (read != null && written.toString().contains("${") && !read.toString().contains("${")) {
			return text + ", which is " + VisibleText.quoted(read.toString(), TEXT_WIDTH);
		}
		boolean part = place != null && place.entries() != null && place.entries().size() > 1 && problem.at().isEntry();
		return (part && read instanceof String entry) ? VisibleText.quoted(entry, TEXT_WIDTH) + " in " + text : text;
	}

	private static List<String> write(ReportedProblem item, List<Edit> advice, Collection<ReportedProblem> items) {
		PolicyProblem problem = item.problem();
		ProblemLocation place = item.place();
		List<Edit> edits = advice;
		if (edits.isEmpty() || place == null) {
			return edits.stream().flatMap((edit) -> edit.toString().lines()).toList();
		}
		if (problem.code() == ProblemCode.UNKNOWN_PROPERTY) {
			// The key alone changes where a whole section or a long list is misspelt.
			List<Edit> set = edits.stream().filter((edit) -> edit.value() != null).toList();
			edits = set.isEmpty() ? edits : set;
		}
		else if (place.entries() != null && !problem.fix().isEmpty()
				&& edits.stream().allMatch(ProblemReport::isEntry)) {
			// A list in one line is corrected in one go.
			edits = items.stream()
				.filter((other) -> other.place() != null && other.place().at().equals(place.at()))
				.flatMap((other) -> other.problem().fix().stream())
				.filter(ProblemReport::isEntry)
				.toList();
		}
		if (problem.fix().isEmpty() && place.entries() != null && edits.stream().allMatch(ProblemReport::isEntry)) {
			// An example is one of the entry, not of the list around it.
			edits = edits.stream().map((edit) -> new Edit(edit.at().list(), edit.value())).toList();
		}
		List<String> lines = new ArrayList<>();
		for (String line : place.lines(edits)) {
			lines.addAll(line.startsWith("(correct") ? VisibleText.wrapped(line, TEXT_WIDTH) : List.of(line));
		}
		return lines;
	}

	private static boolean isEntry(Edit edit) {
		return edit.at().isEntry();
	}

	private static void add(List<String> lines, String label, String text) {
		List<String> wrapped = VisibleText.wrapped(text, TEXT_WIDTH);
		for (int i = 0; i < wrapped.size(); i++) {
			lines.add(INDENT + String.format(LABEL, (i == 0) ? label : "") + wrapped.get(i));
		}
	}

}
