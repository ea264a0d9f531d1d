package io.corspolicy.documentation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on properties, variables and arguments says the same policy in each of them.
 */
class ConfigurationTests {

	private static final Page PAGE = Page.of("docs/configuration.md");

	private static final Map<String, Map<String, Object>> EXPECTED = new Started()
		.file("application.yml", PAGE.snippets("YAML", "yaml").get(0).text())
		.policies();

	@Test
	void propertiesFiles() {
		List<Snippet> files = PAGE.snippets("A properties file", "properties");
		assertThat(files).hasSize(2)
			.allSatisfy((file) -> assertThat(new Started().file("application.properties", file.text()).policies())
				.isEqualTo(EXPECTED));
	}

	@Test
	void variables() {
		Matcher variable = Pattern.compile("export (\\w+)='([^']*)'")
			.matcher(PAGE.snippets("Environment variables", "sh").get(0).text());
		Started started = new Started();
		while (variable.find()) {
			started.variable(variable.group(1), variable.group(2));
		}
		assertThat(started.policies()).isEqualTo(EXPECTED);
	}

	@Test
	void arguments() {
		String[] arguments = Pattern.compile("'(--[^']*)'|(?<=\\s)(--\\S+)")
			.matcher(PAGE.snippets("Arguments", "sh").get(0).text())
			.results()
			.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
			.toArray(String[]::new);
		SimpleCommandLinePropertySource source = new SimpleCommandLinePropertySource(arguments);
		Started started = new Started();
		for (String name : source.getPropertyNames()) {
			started.property(name + "=" + source.getProperty(name));
		}
		assertThat(started.policies()).isEqualTo(EXPECTED);
	}

	@Test
	void json() {
		Matcher json = Pattern.compile("export SPRING_APPLICATION_JSON='([^']*)'")
			.matcher(PAGE.snippets("SPRING_APPLICATION_JSON", "sh").get(0).text());
		assertThat(json.find()).isTrue();
		// As Spring Boot reads it, which a context of a test does not do: keys by level.
		Started started = new Started();
		flatten("", JsonParserFactory.getJsonParser().parseMap(json.group(1)), started);
		assertThat(started.policies()).isEqualTo(EXPECTED);
	}

	@Test
	void aProfileReplacesLists() {
		Snippet yaml = PAGE.snippets("Profiles replace lists", "yaml").get(0);
		Map<String, Object> api = new Started().file("application.yml", yaml.text())
			.property("spring.profiles.active=dev")
			.policies()
			.get("api");
		assertThat(api).containsEntry("allowed-origins", List.of("http://localhost:*"))
			.containsEntry("paths", List.of("/api/**"))
			.containsEntry("max-age", Duration.ofHours(1));
	}

	@Test
	void aPlaceholderAddsToAList() {
		Snippet yaml = PAGE.snippets("Profiles replace lists", "yaml").get(1);
		assertThat(new Started().file("application.yml", yaml.text()).policies().get("api"))
			.containsEntry("allowed-origins", List.of("https://app.example.com"));
		assertThat(new Started().file("application.yml", yaml.text())
			.property("spring.profiles.active=dev")
			.policies()
			.get("api")).containsEntry("allowed-origins", List.of("https://app.example.com", "http://localhost:*"));
	}

	private static void flatten(String prefix, Map<?, ?> map, Started started) {
		map.forEach((key, value) -> {
			if (value instanceof Map<?, ?> nested) {
				flatten(prefix + key + ".", nested, started);
			}
			else if (value instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					started.property(prefix + key + "[" + i + "]=" + list.get(i));
				}
			}
			else {
				started.property(prefix + key + "=" + value);
			}
		});
	}

}
