package io.corspolicy.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands on the right-hand sides of the pages for those who come from elsewhere
 * starts; where nothing stands there, the note says why.
 */
class ComingFromTests {

	private static final String COLUMN = "here";

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	static Stream<Page> pages() {
		return Page.all().filter((page) -> page.name().startsWith("docs/coming-from/"));
	}

	/** Of all pages. */
	static Stream<Row> rows() {
		return pages().flatMap((page) -> page.rows(COLUMN).stream().map((cells) -> new Row(page.name(), cells)));
	}

	@Test
	void thereIsAPageForEach() {
		assertThat(pages().map(Page::name)).containsExactlyInAnyOrder("docs/coming-from/aiohttp-cors.md",
				"docs/coming-from/binderhub-jupyterhub.md", "docs/coming-from/cornice.md",
				"docs/coming-from/express-rack-cors.md", "docs/coming-from/flask-cors.md",
				"docs/coming-from/nginx-envoy.md", "docs/coming-from/spring.md");
		assertThat(pages()).allSatisfy((page) -> assertThat(page.rows(COLUMN)).hasSizeGreaterThan(5));
	}

	@Test
	void whereThereIsNothingTheNoteSaysWhy() {
		assertThat(rows().filter((row) -> row.code().isEmpty())).isNotEmpty().allSatisfy((row) -> {
			assertThat(row.cells().get(1)).isEqualTo("—");
			assertThat(row.cells().get(2)).as("why not").isNotEmpty();
		});
	}

	/** All rows of a page at once, each with a policy and paths of its own. */
	@ParameterizedTest
	@MethodSource("pages")
	void theRightHandSidesStart(Page page) {
		Started started = new Started();
		Map<String, String> policies = new TreeMap<>();
		List<List<String>> rows = page.rows(COLUMN);
		for (int i = 0; i < rows.size(); i++) {
			Row row = new Row(page.name(), rows.get(i));
			String policy = "cors.policies.row-" + i + ".";
			Map<String, String> written = row.properties(policy);
			if (!written.isEmpty()) {
				policies.put("row-" + i, row.toString());
				written.putIfAbsent(policy + "paths", "/**");
				written.computeIfPresent(policy + "paths", (key, path) -> "/row-" + policies.size() + path);
				if (!written.containsKey(policy + "allowed-origins")) {
					written.put(policy + "allowed-origins", "https://app.example.com");
				}
				written.forEach((key, value) -> started.property(key + "=" + value));
			}
		}
		started.property("cors.policies.strict.allowed-origins=https://app.example.com");
		assertThat(started.failure()).as("Rows: %s", policies).isNull();
		assertThat(started.policies().keySet()).containsAll(policies.keySet());
	}

	/** Those that are not of a policy, each by itself. */
	@ParameterizedTest
	@MethodSource("pages")
	void whatIsNotOfAPolicyStarts(Page page) {
		page.rows(COLUMN)
			.stream()
			.flatMap((cells) -> new Row(page.name(), cells).code().stream())
			.filter((code) -> code.startsWith("cors."))
			.forEach((line) -> {
				Started started = new Started().property("cors.policies.it.paths=/**");
				Row.yaml(line).forEach((key, value) -> started.property(key + "=" + value));
				if (!line.startsWith("cors.defaults.allowed-origins")) {
					started.property("cors.policies.it.allowed-origins=https://app.example.com");
				}
				assertThat(started.failure()).as(line).isNull();
			});
	}

	/** What else stands on the right-hand sides, for the compiler. */
	static List<Snippet> annotations() {
		List<Snippet> snippets = new ArrayList<>();
		rows().forEach((row) -> row.code()
			.stream()
			.filter((code) -> code.startsWith("@"))
			.forEach((code) -> snippets
				.add(new Snippet(row.page(), 0, row.cells().get(0), "java", code + "\n", false))));
		assertThat(snippets).isNotEmpty();
		return snippets;
	}

	/**
	 * A row of a table.
	 *
	 * @param page where it is
	 * @param cells theirs, ours, and a note
	 */
	record Row(String page, List<String> cells) {

		List<String> code() {
			return CODE.matcher(this.cells.get(1)).results().map((MatchResult match) -> match.group(1)).toList();
		}

		/** Those of a policy; lists with commas between their entries. */
		Map<String, String> properties(String prefix) {
			Map<String, String> properties = new TreeMap<>();
			code().stream()
				.filter((code) -> !code.startsWith("@") && !code.startsWith("cors."))
				.forEach((code) -> properties.putAll(yaml(prefix + code)));
			return properties;
		}

		static Map<String, String> yaml(String line) {
			YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
			yaml.setResources(new ByteArrayResource(line.getBytes(UTF_8)));
			Map<String, String> properties = new TreeMap<>();
			new TreeMap<>(Objects.requireNonNull(yaml.getObject()))
				.forEach((key, value) -> properties.merge(key.toString().replaceFirst("\\[\\d+]$", ""),
						value.toString(), (some, more) -> some + "," + more));
			return properties;
		}

		@Override
		public String toString() {
			return this.page + ": " + this.cells.get(0);
		}

	}

}
