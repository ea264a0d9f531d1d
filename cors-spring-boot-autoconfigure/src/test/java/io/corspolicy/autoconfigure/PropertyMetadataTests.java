package io.corspolicy.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.corspolicy.autoconfigure.properties.CorsProperties;
import io.corspolicy.autoconfigure.properties.PropertyNames;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors and the guide say of the properties is what the code says.
 */
class PropertyMetadataTests {

	private static final String DEFAULTS = "cors.defaults.";

	private static final Path GUIDE = Path.of("..", "docs", "properties.md");

	private static final Map<String, JsonNode> PROPERTIES = new TreeMap<>();

	private static final Map<String, JsonNode> HINTS = new TreeMap<>();

	@SuppressWarnings("NullAway.Init")
	private static JsonNode metadata;

	@BeforeAll
	static void readMetadata() throws IOException {
		String location = "/META-INF/spring-configuration-metadata.json";
		try (InputStream stream = Objects.requireNonNull(PropertyMetadataTests.class.getResourceAsStream(location))) {
			metadata = JsonMapper.shared().readTree(stream);
		}
		metadata.get("properties").forEach((property) -> {
			// Those of the endpoint are as every endpoint's.
			if (!property.get("name").asString().startsWith("management.")) {
				PROPERTIES.put(property.get("name").asString(), property);
			}
		});
		metadata.get("hints").forEach((hint) -> HINTS.put(hint.get("name").asString(), hint));
	}

	@Test
	void everyAttributeIsAProperty() {
		assertThat(PROPERTIES.keySet().stream().filter((name) -> name.startsWith(DEFAULTS)))
			.containsExactlyInAnyOrderElementsOf(inherited().map((attribute) -> DEFAULTS + attribute.name()).toList());
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(PROPERTIES.values())
			.allSatisfy((property) -> assertThat(property.get("description").asString()).matches("[A-Z].*\\.")
				.doesNotContain("\n"));
	}

	@Test
	void everyDefaultIsTheEnginesOwn() {
		for (Attribute<?> attribute : inherited().toList()) {
			JsonNode documented = property(DEFAULTS + attribute.name()).get("defaultValue");
			String expected = Objects.toString(attribute.defaultValue(), "[]")
				.replace("PT30M", "30m")
				.replaceAll("[\\[\\]]", "");
			String actual = (documented != null) ? documented.toString().replaceAll("[\\[\\]\"]", "") : "";
			assertThat(actual).as(attribute.name()).isEqualTo(expected);
		}
	}

	@Test
	void everyHintBelongsToAProperty() {
		assertThat(StreamSupport.stream(metadata.get("hints").spliterator(), false)
			.map((hint) -> hint.get("name").asString()))
			.allSatisfy((name) -> assertThat(PROPERTIES).containsKey(name.replaceFirst("\\.(keys|values)$", "")));
	}

	/**
	 * The format has no word for the attributes of a map's values (spring-boot#9945):
	 * editors read them from the type that it names. The same type is behind
	 * {@code cors.defaults}, for which everything is spelt out.
	 */
	@Test
	void policiesAreOfTheTypeWhoseAttributesAreDescribed() {
		String type = CorsProperties.Policy.class.getName();
		assertThat(property("cors.policies").get("type").asString())
			.isEqualTo("java.util.Map<java.lang.String," + type + ">");
		assertThat(metadata.get("groups")).anySatisfy((group) -> {
			assertThat(group.get("name").asString()).isEqualTo("cors.defaults");
			assertThat(group.get("type").asString()).isEqualTo(type);
		});
		for (RecordComponent component : CorsProperties.Policy.class.getRecordComponents()) {
			String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (!PropertyNames.OWN.contains(name)) {
				assertThat(property(DEFAULTS + name).get("type").asString())
					.isEqualTo(component.getGenericType().getTypeName());
				assertThat(property(DEFAULTS + name).get("sourceType").asString()).isEqualTo(type);
			}
		}
	}

	@Test
	void everyPropertyHasItsValues() {
		List<String> spelt = List.of("java.lang.Boolean", CrossOriginResourcePolicy.class.getName());
		assertThat(PROPERTIES.values()).allSatisfy((property) -> {
			String name = property.get("name").asString();
			boolean known = spelt.contains(property.get("type").asString());
			assertThat(known || HINTS.containsKey(name) || HINTS.containsKey(name + ".keys")).as(name).isTrue();
		});
	}

	@Test
	void whatIsHintedAtIsAccepted() {
		HINTS.forEach((name, hint) -> hint.get("values").forEach((value) -> {
			String text = value.get("value").asString();
			String line = name.equals("cors.policies.keys") ? "cors.policies." + text + ".max-age=1h"
					: name + "=" + text;
			assertThat(Written
				.properties("cors.policies.a-policy.allowed-origins=https://a.example\n"
						+ "cors.defaults.allowed-origins=https://a.example\n" + line)
				.problems()).as(line).isEmpty();
			JsonNode description = value.get("description");
			assertThat(description == null || description.asString().matches("[A-Z].*\\.")).as(line).isTrue();
		}));
	}

	@Test
	void onlyAClosedListOfValuesIsClosed() {
		HINTS.forEach((name, hint) -> assertThat(hint.has("providers")).as(name)
			.isNotEqualTo(name.equals(DEFAULTS + Attribute.PREFLIGHT_STATUS.name())));
	}

	@Test
	void theGuideListsEveryProperty() throws IOException {
		String table = Stream
			.concat(Stream.of("| property | type | default | |", "|---|---|---|---|"),
					Stream.concat(general(), attributes()))
			.collect(Collectors.joining("\n", "<!-- properties -->\n", "\n<!-- /properties -->"));
		if (Boolean.getBoolean("update-guide")) {
			Files.writeString(GUIDE, Files.readString(GUIDE)
				.replaceFirst("(?s)<!-- properties -->.*<!-- /properties -->", table.replace("$", "\\$")));
		}
		assertThat(Files.readString(GUIDE)).as("Run the tests with -Dupdate-guide=true").contains(table);
	}

	private static Stream<String> general() {
		return PROPERTIES.values()
			.stream()
			.filter((property) -> !property.get("name").asString().startsWith(DEFAULTS))
			.filter((property) -> !property.get("type").asString().startsWith("java.util.Map"))
			.map((property) -> row(property.get("name").asString(), property));
	}

	private static Stream<String> attributes() {
		String paths = "| `cors.policies.<name>.paths` | list |  | Path patterns where the policy applies, with a "
				+ "leading slash and relative to the context path. A policy without paths serves only annotations "
				+ "that name it. |";
		String candidate = "| `cors.policies.<name>.candidate` | string |  | Name of the policy that is to take the "
				+ "place of this one some day. Until then it is evaluated beside this one, and every difference is "
				+ "counted and logged. |";
		String hosts = "| `cors.policies.<name>.hosts` | list |  | Hosts of the application to which the policy applies, "
				+ "such as `api.example.com`, `*.example.com`, or `{tenant}.example.com`, whose label origins may name. "
				+ "By default any. |";
		String enabled = "| `cors.policies.<name>.enabled` | boolean | `true` | Whether the policy answers. If not, "
				+ "requests are left untouched where its paths match, as if there were no policy: an exception below a "
				+ "broader pattern. |";
		Stream<String> inherited = inherited()
			.map((attribute) -> row("cors.policies.<name>." + attribute.name(), property(DEFAULTS + attribute.name())));
		return Stream.of(Stream.of(paths, hosts, enabled), inherited, Stream.of(candidate)).flatMap((rows) -> rows);
	}

	private static Stream<Attribute<?>> inherited() {
		return Attribute.all().stream().filter((attribute) -> !attribute.isOwn());
	}

	private static String row(String name, JsonNode property) {
		String[] type = property.get("type").asString().replaceAll("<.*>", "").split("\\.");
		JsonNode value = property.get("defaultValue");
		String text = (value != null) ? "`" + value.toString().replaceAll("[\\[\\]\"]", "") + "`" : "";
		return "| `" + name + "` | "
				+ type[type.length - 1].replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) + " | " + text
				+ " | " + property.get("description").asString().replaceAll("\"([^\"]+)\"", "`$1`") + " |";
	}

	private static JsonNode property(String name) {
		return Objects.requireNonNull(PROPERTIES.get(name), name);
	}

}
