package io.corspolicy.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page of the documentation.
 *
 * @param path where it is
 * @param lines its lines
 */
record Page(Path path, List<String> lines) {

	static final Path ROOT = Path.of("..");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	static Page of(String path) {
		try {
			return new Page(ROOT.resolve(path), Files.readAllLines(ROOT.resolve(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Those beside the README, and the guide. */
	static Stream<Page> all() {
		List<Path> files = new ArrayList<>();
		try (Stream<Path> top = Files.list(ROOT); Stream<Path> guide = Files.walk(ROOT.resolve("docs"))) {
			Stream.concat(top, guide).filter((file) -> file.toString().endsWith(".md")).sorted().forEach(files::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		assertThat(files).hasSizeGreaterThan(20);
		return files.stream().map((file) -> of(ROOT.relativize(file).toString()));
	}

	String name() {
		return ROOT.relativize(this.path).toString();
	}

	String text() {
		return String.join("\n", this.lines) + "\n";
	}

	/** The lines outside of snippets, those within them empty. */
	List<String> prose() {
		List<String> prose = new ArrayList<>();
		boolean inside = false;
		for (String line : this.lines) {
			boolean fence = line.startsWith("```");
			prose.add((inside || fence) ? "" : line);
			inside ^= fence;
		}
		return prose;
	}

	List<String> links() {
		return this.prose()
			.stream()
			.flatMap((line) -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
			.map((match) -> match.group(1))
			.toList();
	}

	/** The texts of headings of a level, or of a deeper one. */
	List<String> headings(int level) {
		return this.prose()
			.stream()
			.filter((line) -> line.matches("#{" + level + ",} .*"))
			.map((line) -> line.replaceFirst("#+ ", ""))
			.toList();
	}

	/** As GitHub makes it. */
	static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

	List<Snippet> snippets() {
		List<Snippet> snippets = new ArrayList<>();
		String heading = "";
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i);
			if (line.startsWith("#")) {
				heading = line.replaceFirst("#+ ", "");
			}
			if (line.startsWith("```")) {
				int end = i + 1;
				while (!this.lines.get(end).equals("```")) {
					end++;
				}
				String above = (i > 0) ? this.lines.get(i - 1) : "";
				snippets.add(new Snippet(name(), i + 1, heading, line.substring(3),
						String.join("\n", this.lines.subList(i + 1, end)) + "\n", above.equals("<!-- refused -->")));
				i = end;
			}
		}
		return snippets;
	}

	/** The snippets of a language below a heading. */
	List<Snippet> snippets(String heading, String language) {
		List<Snippet> found = snippets().stream()
			.filter((snippet) -> snippet.heading().equals(heading) && snippet.language().equals(language))
			.toList();
		assertThat(found).as("%s of %s, '%s'", language, name(), heading).isNotEmpty();
		return found;
	}

	/** The rows of tables whose second column is titled so, cell by cell. */
	List<List<String>> rows(String title) {
		List<List<String>> rows = new ArrayList<>();
		boolean inside = false;
		for (String line : prose()) {
			List<String> cells = Pattern.compile("\\|((?:[^|\\\\]|\\\\.)*)(?=\\|)")
				.matcher(line)
				.results()
				.map((MatchResult match) -> match.group(1).strip())
				.toList();
			if (cells.isEmpty()) {
				inside = false;
			}
			else if (cells.size() > 1 && cells.get(1).equals(title)) {
				inside = true;
			}
			else if (inside && !cells.get(0).startsWith("---")) {
				rows.add(cells);
			}
		}
		return rows;
	}

	@Override
	public String toString() {
		return name();
	}

}
