package io.corspolicy.documentation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages as such: their length, contents lists, links, and that every snippet is of a
 * kind that some test looks at.
 */
class PagesTests {

	private static final String VERSION = "0.1.0-SNAPSHOT";

	private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.[A-Z]\\w*)?`");

	/** What {@link #mavenCommandsNameWhatIsThere} or another class looks at. */
	private static final Set<String> LANGUAGES = Set.of("", "console", "groovy", "java", "js", "json", "kotlin",
			"properties", "sh", "xml", "yaml");

	static Stream<Page> pages() {
		return Page.all();
	}

	static Stream<Page> guide() {
		return pages().filter((page) -> page.name().startsWith("docs/") && !page.name().startsWith("docs/benchmarks")
				&& !page.name().equals("docs/mutation.md"));
	}

	@Test
	void theReadmeIsShort() {
		assertThat(Page.of("README.md").lines()).hasSizeLessThanOrEqualTo(250);
	}

	@Test
	void theReadmeShowsTheTwoCommandsFirst() {
		List<String> lines = Page.of("README.md").lines();
		assertThat(lines.subList(0, 50)).contains("mvn -pl cors-sample-app -am spring-boot:run", "mvn verify");
	}

	/** What "Design" and "Contributing" tell of the code is still there. */
	@ParameterizedTest
	@ValueSource(strings = { "docs/design.md", "CONTRIBUTING.md" })
	void typesThatAreNamedExist(String page) throws IOException {
		try (Stream<Path> files = Files.walk(Path.of(".."))) {
			Set<String> types = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.collect(Collectors.toSet());
			assertThat(Page.of(page).lines())
				.flatMap((line) -> TYPE.matcher(line).results().map((type) -> type.group(1)).toList())
				.isNotEmpty()
				.filteredOn((type) -> !type.equals("PathPattern"))
				.isSubsetOf(types);
		}
	}

	@Test
	void theGuideNamesEveryPage() {
		List<String> links = Page.of("docs/README.md").links();
		assertThat(guide().map((page) -> Path.of("docs").relativize(Path.of(page.name())).toString())
			.filter((name) -> !name.equals("README.md"))).allSatisfy((name) -> assertThat(links).contains(name));
	}

	@ParameterizedTest
	@MethodSource("guide")
	void everyPageOfTheGuideHasItsContents(Page page) throws IOException {
		String contents = page.headings(2)
			.stream()
			.map((heading) -> "- [" + heading + "](#" + Page.anchor(heading) + ")")
			.collect(Collectors.joining("\n", "<!-- contents -->\n", "\n<!-- /contents -->\n"));
		if (Boolean.getBoolean("update-guide")) {
			Files.writeString(page.path(),
					page.text()
						.replaceFirst("(?s)<!-- contents -->\n.*<!-- /contents -->\n",
								java.util.regex.Matcher.quoteReplacement(contents)));
		}
		assertThat(Page.of(page.name()).text()).as("Run the tests with -Dupdate-guide=true").contains(contents);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsSomewhere(Page page) {
		for (String link : page.links()) {
			if (!link.matches("(https?|mailto):.*")) {
				String[] parts = link.split("#", 2);
				Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
				assertThat(target).as(link).exists();
				if (parts.length > 1) {
					Page linked = Page.of(Page.ROOT.toAbsolutePath()
						.normalize()
						.relativize(target.toAbsolutePath().normalize())
						.toString());
					assertThat(linked.headings(1).stream().map(Page::anchor)).as(link).contains(parts[1]);
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everySnippetIsOfAKindThatIsLookedAt(Page page) {
		assertThat(page.snippets()).allSatisfy((snippet) -> assertThat(LANGUAGES).contains(snippet.language()));
		// The console's are requests, which the sample or the README's application
		// answers.
		assertThat(page.snippets()).filteredOn((snippet) -> snippet.language().equals("console"))
			.allSatisfy((snippet) -> assertThat(snippet.text()).startsWith("$ curl "));
	}

	@Test
	void xmlNamesModulesInTheVersionOfThisBuild() throws Exception {
		List<Snippet> snippets = Snippet.all("xml").toList();
		assertThat(snippets).isNotEmpty();
		for (Snippet snippet : snippets) {
			Element dependency = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(snippet.text())))
				.getDocumentElement();
			assertThat(dependency.getTagName()).isEqualTo("dependency");
			if (text(dependency, "groupId").equals("io.corspolicy")) {
				assertThat(Page.ROOT.resolve(text(dependency, "artifactId"))).isDirectory();
				assertThat(text(dependency, "version")).isEqualTo(VERSION);
			}
		}
	}

	@Test
	void gradleNamesModulesInTheVersionOfThisBuild() throws IOException {
		assertThat(Files.readString(Page.ROOT.resolve("pom.xml"))).contains("<version>" + VERSION + "</version>");
		List<String> coordinates = Stream.concat(Snippet.all("groovy"), Snippet.all("kotlin"))
			.flatMap((snippet) -> Pattern.compile("[\"'](io\\.corspolicy:[^\"']*)[\"']")
				.matcher(snippet.text())
				.results())
			.map((match) -> match.group(1))
			.toList();
		assertThat(coordinates).containsOnly("io.corspolicy:cors-spring-boot-starter:" + VERSION).hasSize(2);
		assertThat(Snippet.all("groovy")).allSatisfy((snippet) -> assertThat(snippet.text()).contains("mavenLocal()"));
	}

	@Test
	void jsonIsJson() {
		assertThat(Snippet.all("json")).isNotEmpty()
			.allSatisfy((snippet) -> assertThat(JsonMapper.shared().readTree(snippet.text()).isObject()).isTrue());
	}

	@Test
	void mavenCommandsNameWhatIsThere() throws IOException {
		String poms = Files.readString(Page.ROOT.resolve("pom.xml"))
				+ Files.readString(Page.ROOT.resolve("cors-spring-boot-autoconfigure/pom.xml"));
		List<Snippet> plain = Snippet.all("").filter((snippet) -> !snippet.text().startsWith("  1. cors.")).toList();
		assertThat(plain).isNotEmpty().allSatisfy((snippet) -> {
			assertThat(snippet.text()).as(snippet.toString()).startsWith("mvn ");
			assertThat(words(snippet, "-pl (\\S+)").flatMap((modules) -> Stream.of(modules.split(","))))
				.allSatisfy((module) -> assertThat(Page.ROOT.resolve(module)).isDirectory());
			assertThat(words(snippet, "-P(\\w+)")).allSatisfy((id) -> assertThat(poms).contains("<id>" + id + "</id>"));
		});
	}

	private static Stream<String> words(Snippet snippet, String pattern) {
		return Pattern.compile(pattern).matcher(snippet.text()).results().map((MatchResult match) -> match.group(1));
	}

	private static String text(Element element, String name) {
		return element.getElementsByTagName(name).item(0).getTextContent();
	}

}
