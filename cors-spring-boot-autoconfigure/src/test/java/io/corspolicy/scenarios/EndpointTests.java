package io.corspolicy.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.observe.Refusal;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over HTTP, behind Spring Security: on either stack, on the application's
 * port and on one of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointTests {

	private static final String APP = "https://app.example.com";

	/** One server of those on the class path can have a management context. */
	static final List<String> OTHER_SERVERS = List.of(
			"org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration",
			"org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration",
			"org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Map<Place, ConfigurableApplicationContext> contexts = new EnumMap<>(Place.class);

	@AfterAll
	void stop() {
		this.contexts.values().forEach(ConfigurableApplicationContext::close);
	}

	@ParameterizedTest
	@EnumSource
	void securityComesFirst(Place place) throws Exception {
		for (String target : List.of("/actuator/cors", "/actuator/cors/explain", "/actuator/cors/other",
				"/actuator/cors/refused", "/actuator/cors/console")) {
			HttpResponse<String> response = send(request(place, target).GET());
			assertThat(response.statusCode()).as(target).isEqualTo(401);
			assertThat(response.body()).as(target).doesNotContain("policies", "verdict");
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellsPoliciesAndRoutes(Place place) throws Exception {
		HttpResponse<String> response = get(place, "/actuator/cors");
		assertThat(response.statusCode()).isEqualTo(200);
		String body = response.body();
		assertThat(JsonPath.<Boolean>read(body, "$.debug")).isFalse();
		assertThat(JsonPath.<Map<String, Object>>read(body, "$.refresh")).containsOnlyKeys("lastSuccess", "age",
				"failing", "sources");
		assertThat(Instant.parse(JsonPath.read(body, "$.refresh.lastSuccess"))).isBefore(Instant.now());
		assertThat(JsonPath.<Number>read(body, "$.refresh.age").doubleValue()).isNotNegative();
		assertThat(JsonPath.<Boolean>read(body, "$.refresh.failing")).isFalse();
		assertThat(JsonPath.<List<String>>read(body, "$.policies[*].name")).containsExactly("api", "many",
				"api@" + Items.class.getName() + "#put");
		String api = "$.policies[0].attributes.";
		assertThat(JsonPath.<Map<String, Object>>read(body, "$.policies[0].attributes")).hasSize(20);
		assertThat(JsonPath.<Map<String, Object>>read(body, "$.policies[0].paths"))
			.isEqualTo(Map.of("value", List.of("/api/**"), "writtenAt", "property source \"defaultProperties\""));
		assertThat(JsonPath.<Map<String, Object>>read(body, api + "allowed-origins"))
			.isEqualTo(Map.of("value", List.of(APP), "writtenAt", "property source \"defaultProperties\""));
		assertThat(JsonPath.<Map<String, Object>>read(body, api + "max-age"))
			.isEqualTo(Map.of("value", "1h", "writtenAt", "cors.defaults, property source \"defaultProperties\""));
		assertThat(JsonPath.<Map<String, Object>>read(body, api + "allow-credentials"))
			.isEqualTo(Map.of("value", false, "writtenAt", "built-in default"));
		assertThat(JsonPath.<Map<String, Object>>read(body, api + "preflight-status"))
			.isEqualTo(Map.of("value", 204, "writtenAt", "built-in default"));
		assertThat(JsonPath.<Map<String, Object>>read(body, "$.policies[2].attributes.cross-origin-resource-policy"))
			.isEqualTo(Map.of("value", "same-site", "writtenAt", "@CorsPolicy on " + Items.class.getName() + "#put"));
		assertThat(JsonPath.<List<Map<String, Object>>>read(body, "$.routes[?(@.pattern == '/api/items')]"))
			.containsExactly(
					Map.of("pattern", "/api/items", "methods", List.of("GET"), "policies", List.of("api"), "decidedBy",
							"path", "handler", Items.class.getName() + "#get"),
					Map.of("pattern", "/api/items", "methods", List.of("PUT"), "policies",
							List.of("api@" + Items.class.getName() + "#put"), "decidedBy", "annotation", "handler",
							Items.class.getName() + "#put"));
		assertThat(JsonPath.<Integer>read(body, "$.total.policies")).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void tellsALongListInParts(Place place) throws Exception {
		String many = "$.policies[?(@.name == 'many')].attributes.allowed-origins";
		Map<String, Object> beginning = one(get(place, "/actuator/cors").body(), many);
		assertThat(beginning).containsEntry("total", 250).doesNotContainKey("matching");
		assertThat((List<?>) beginning.get("value")).hasSize(100).first().isEqualTo("https://t0.example");
		String next = get(place, "/actuator/cors?policy=many&offset=240&limit=100").body();
		assertThat((List<?>) one(next, many).get("value")).hasSize(10).first().isEqualTo("https://t240.example");
		assertThat(JsonPath.<List<?>>read(next, "$.policies")).hasSize(1);
		assertThat(JsonPath.<List<String>>read(next, "$.routes[*].pattern")).isEmpty();
		Map<String, Object> some = one(get(place, "/actuator/cors?origin=/t24&limit=2").body(), many);
		assertThat(some).containsEntry("value", List.of("https://t24.example", "https://t240.example"))
			.containsEntry("total", 250)
			.containsEntry("matching", 11);
		assertProblem(get(place, "/actuator/cors?limit=1001"),
				"The parameter limit is a number from 0 to 1000, not \"1001\".");
		assertProblem(get(place, "/actuator/cors?offset=-1"),
				"The parameter offset is a number from 0 to 2147483647, not \"-1\".");
		assertProblem(get(place, "/actuator/cors?limit=1&limit=2"),
				"The parameter limit is a number from 0 to 1000, not \"1,2\".");
	}

	@ParameterizedTest
	@EnumSource
	void explains(Place place) throws Exception {
		String body = get(place, "/actuator/cors/explain?origin=" + APP + "&method=PATCH&path=/api/items"
				+ "&headers=x-one,Content-Type&credentials=true")
			.body();
		assertThat(JsonPath.<String>read(body, "$.verdict")).isEqualTo("BLOCKED");
		assertThat(JsonPath.<String>read(body, "$.policy")).isEqualTo("api");
		assertThat(JsonPath.<Boolean>read(body, "$.preflight.sent")).isTrue();
		assertThat(JsonPath.<Integer>read(body, "$.preflight.status")).isEqualTo(403);
		assertThat(JsonPath.<String>read(body, "$.preflight.reason")).isEqualTo("method-not-allowed");
		assertThat(JsonPath.<Map<String, String>>read(body, "$.preflight.headers"))
			.isEqualTo(Map.of("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"));
		assertThat(JsonPath.<Boolean>read(body, "$.actual.sent")).isFalse();
		assertThat(JsonPath.<String>read(body, "$.hint")).contains("allowed-methods");
		assertThat(one(body, "$.deciding[?(@.attribute == 'allowed-methods')]"))
			.isEqualTo(Map.of("attribute", "allowed-methods", "value", List.of("GET", "POST"), "writtenAt",
					"property source \"defaultProperties\""));
		assertThat(JsonPath.<List<Map<String, Object>>>read(body, "$.steps")).isNotEmpty()
			.allSatisfy((step) -> assertThat(step).containsOnlyKeys("phase", "step", "reference", "outcome", "detail"));
		String allowed = get(place, "/actuator/cors/explain?origin=" + APP + "&method=get&path=/api/items").body();
		assertThat(JsonPath.<String>read(allowed, "$.verdict")).isEqualTo("ALLOWED");
		assertThat(JsonPath.<Boolean>read(allowed, "$.preflight.sent")).isFalse();
		assertThat(JsonPath.<Map<String, String>>read(allowed, "$.actual.headers"))
			.isEqualTo(Map.of("Access-Control-Allow-Origin", APP, "Vary", "Origin"));
		assertThat(JsonPath.<Map<String, Object>>read(allowed, "$")).doesNotContainKey("hint");
		for (String own : List.of("", "&origin=" + APP + "&server=" + APP)) {
			String notCors = get(place, "/actuator/cors/explain?method=PUT&path=/api/items" + own).body();
			assertThat(JsonPath.<String>read(notCors, "$.verdict")).isEqualTo("NOT_CORS");
			assertThat(JsonPath.<Boolean>read(notCors, "$.preflight.sent")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void valuesOfHeadersKeepTheirCommas(Place place) throws Exception {
		String safelisted = "/actuator/cors/explain?origin=" + APP + "&method=POST&path=/api/items&headers=";
		for (String headers : List.of(encode("Accept: text/html, application/json;q=0.9"),
				encode("Accept,Accept-Language: de, en"),
				encode("Accept-Language: de, en") + "&headers=" + encode("Content-Type: text/plain"))) {
			String body = get(place, safelisted + headers).body();
			assertThat(JsonPath.<Boolean>read(body, "$.preflight.sent")).as(headers).isFalse();
		}
		for (String headers : List.of(encode("Accept: a, \"b\""), encode("Content-Type: text/plain, application/json"),
				encode("Accept: x") + "&headers=" + encode("Content-Type: application/json"), "x-a,x-b")) {
			String body = get(place, safelisted + headers).body();
			assertThat(JsonPath.<Boolean>read(body, "$.preflight.sent")).as(headers).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsMissingOrImpossibleIsSaid(Place place) throws Exception {
		assertThat(get(place, "/actuator/cors/other?origin=x").statusCode()).isEqualTo(404);
		assertProblem(get(place, "/actuator/cors/explain"), "The parameter method is missing: such as GET.");
		assertProblem(get(place, "/actuator/cors/explain?origin=" + APP + "&method="),
				"The parameter method is missing: such as GET.");
		assertProblem(get(place, "/actuator/cors/explain?origin=" + APP + "&method=GET"),
				"The parameter path is missing: the path within the application, such as /api/items.");
		String request = "/actuator/cors/explain?origin=" + APP + "&path=/api/items&method=";
		assertProblem(get(place, request + "GET&credentials=maybe"),
				"The parameter credentials is true or false, not \"maybe\".");
		assertProblem(get(place, request + "TRACE"), "No page can use the method TRACE (Fetch, \"forbidden method\").");
		assertProblem(get(place, request + "GET&headers=" + encode("a b")),
				"The header name \"a b\" is not a token, so no page can set it.");
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void nothingThatIsAskedBreaksIt(Place place) throws Exception {
		List<String> odd = List.of("", " ", "\u0000", "null", "//", "..", "/../..", "/%", "/%zz", ";", "/;/;a=b", "*",
				"{", "/{a", "~x", "\uD800", "\u00e4\u20ac", "\r\nX: y", "a,b", "http://", "://", "https://[::1", "?",
				"#", "x".repeat(3000), "https://" + "a.".repeat(200) + "example");
		for (String text : odd) {
			for (String parameter : List.of("origin", "method", "path", "headers", "credentials", "server")) {
				String target = Stream
					.of("origin=" + APP, "method=POST", "path=/api/items", "headers=a", "credentials=true",
							"server=" + APP)
					.map((pair) -> pair.startsWith(parameter + "=") ? parameter + "=" + encode(text) : pair)
					.reduce("/actuator/cors/explain?", (one, other) -> one + "&" + other);
				assertThat(get(place, target).statusCode()).as(target).isIn(200, 400);
			}
			for (String part : List.of("policies", "routes", "refused", "state")) {
				String target = "/actuator/cors/" + part + "?q=" + encode(text);
				assertThat(get(place, target).statusCode()).as(target).isEqualTo(200);
			}
			for (String parameter : List.of("policy", "origin", "offset", "limit")) {
				String target = "/actuator/cors?" + parameter + "=" + encode(text);
				HttpResponse<String> response = get(place, target);
				assertThat(response.statusCode()).as(target).isIn(200, 400);
				assertThat(response.body().length()).isLessThan(100_000);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void readingChangesNothing(Place place) throws Exception {
		CorsPolicyRegistry registry = context(place).getBean(CorsPolicyRegistry.class);
		List<RegisteredPolicy> policies = registry.policies();
		List<Refusal> refusals = registry.refusals();
		String before = timeless(get(place, "/actuator/cors").body());
		for (String request : List.of("origin=https://evil.example&method=PUT&path=/api/items",
				"origin=" + APP + "&method=GET&path=/nowhere", "origin=" + APP + "&method=GET&path=/api/items")) {
			assertThat(get(place, "/actuator/cors/explain?" + request).statusCode()).isEqualTo(200);
		}
		assertThat(registry.policies()).isSameAs(policies);
		assertThat(registry.refusals()).isEqualTo(refusals);
		assertThat(timeless(get(place, "/actuator/cors").body())).isEqualTo(before);
		for (String method : List.of("POST", "DELETE")) {
			HttpResponse<String> response = send(
					request(place, "/actuator/cors").method(method, HttpRequest.BodyPublishers.noBody()));
			assertThat(response.statusCode()).isIn(401, 403, 405);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellsWhatWasRefusedAndDebugAsItStands(Place place) throws Exception {
		CorsPolicyRegistry registry = context(place).getBean(CorsPolicyRegistry.class);
		int port = Integer.parseInt(context(place).getEnvironment().getRequiredProperty("local.server.port"));
		HttpResponse<String> refused = send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/many/x"))
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.header("Origin", "https://evil.example")
			.header("Access-Control-Request-Method", "GET"));
		assertThat(refused.statusCode()).isEqualTo(403);
		registry.setDebug(true);
		String body = get(place, "/actuator/cors?policy=many").body();
		registry.setDebug(false);
		assertThat(JsonPath.<Boolean>read(body, "$.debug")).isTrue();
		assertThat(JsonPath.<List<Map<String, Object>>>read(body, "$.refused"))
			.containsExactly(Map.of("policy", "many", "kind", "preflight", "reason", "origin-not-allowed", "count", 1,
					"origins", List.of("https://evil.example")));
	}

	@ParameterizedTest
	@EnumSource
	void tellsListsInParts(Place place) throws Exception {
		String all = get(place, "/actuator/cors/policies").body();
		assertThat(JsonPath.<List<String>>read(all, "$.policies[*].name")).containsExactly("api", "many",
				"api@" + Items.class.getName() + "#put");
		assertThat(JsonPath.<Map<String, Object>>read(all, "$.policies[1]")).containsEntry("enabled", true)
			.containsEntry("credentials", false)
			.containsEntry("paths", Map.of("value", List.of("/many/**"), "total", 1))
			.containsEntry("methods", Map.of("value", List.of(), "total", 0))
			.extractingByKey("origins", InstanceOfAssertFactories.MAP)
			.containsEntry("total", 250);
		String some = get(place, "/actuator/cors/policies?q=T249.Example&limit=1").body();
		assertThat(JsonPath.<List<String>>read(some, "$.policies[*].name")).containsExactly("many");
		assertThat(JsonPath.<Integer>read(some, "$.total")).isEqualTo(3);
		assertThat(JsonPath.<Integer>read(some, "$.matching")).isEqualTo(1);
		String last = get(place, "/actuator/cors/policies?offset=2").body();
		assertThat(JsonPath.<List<String>>read(last, "$.policies[*].name"))
			.containsExactly("api@" + Items.class.getName() + "#put");
		String routes = get(place, "/actuator/cors/routes?policy=api&q=get").body();
		assertThat(JsonPath.<List<String>>read(routes, "$.routes[*].handler"))
			.containsExactly(Items.class.getName() + "#get");
		assertProblem(get(place, "/actuator/cors/routes?limit=1001"),
				"The parameter limit is a number from 0 to 1000, not \"1001\".");
		String state = get(place, "/actuator/cors/state").body();
		assertThat(JsonPath.<Integer>read(state, "$.policies")).isEqualTo(3);
		assertThat(JsonPath.<String>read(state, "$.publicSuffixes")).startsWith("20");
		assertThat(JsonPath.<Boolean>read(state, "$.application.endpointsElsewhere"))
			.isEqualTo(place.name().endsWith("MANAGEMENT"));
	}

	/**
	 * Whoever takes nothing but HTML may ask for the page, and gets documents as JSON.
	 */
	@ParameterizedTest
	@EnumSource
	void givesWhatTheClientTakes(Place place) throws Exception {
		for (String type : List.of("text/html", "application/json", "application/vnd.spring-boot.actuator.v2+json",
				"application/vnd.spring-boot.actuator.v3+json", "*/*", "text/html,application/xml;q=0.9,*/*;q=0.8")) {
			HttpResponse<String> response = send(
					authorized(request(place, "/actuator/cors/state")).header("Accept", type));
			assertThat(response.statusCode()).as(type).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow()).as(type)
				.startsWith(type.contains("html") ? "application/"
						: type.contains("*") ? "application/vnd.spring-boot.actuator.v3+json" : type);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellsTheLatestRefusals(Place place) throws Exception {
		int port = Integer.parseInt(context(place).getEnvironment().getRequiredProperty("local.server.port"));
		String origin = "https://latest.example";
		for (int i = 0; i < 3; i++) {
			send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/latest/%3Cb%3E;x=1"))
				.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
				.header("Origin", origin)
				.header("Access-Control-Request-Method", "PUT")
				.header("Access-Control-Request-Headers", "x-" + i));
		}
		send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/latest/" + "x".repeat(3000)))
			.header("Origin", origin));
		String body = get(place, "/actuator/cors/refused?q=LATEST.example").body();
		List<Map<String, Object>> refused = JsonPath.read(body, "$.refused");
		assertThat(refused).hasSize(2);
		assertThat(refused.get(0)).containsEntry("kind", "actual")
			.containsEntry("method", "GET")
			.containsEntry("cut", true)
			.doesNotContainKey("headers");
		assertThat(String.valueOf(refused.get(0).get("path"))).hasSize(2048);
		assertThat(refused.get(1)).containsEntry("kind", "preflight")
			.containsEntry("policy", "api")
			.containsEntry("reason", "origin-not-allowed")
			.containsEntry("method", "PUT")
			.containsEntry("path", "/api/latest/%3Cb%3E;x=1")
			.containsEntry("headers", "x-2")
			.containsEntry("server", "http://localhost:" + port)
			.containsEntry("count", 3)
			.doesNotContainKey("cut");
		assertThat(Instant.parse(String.valueOf(refused.get(0).get("last"))))
			.isBetween(Instant.parse(JsonPath.read(body, "$.since")), Instant.parse(JsonPath.read(body, "$.now")));
		assertThat(
				JsonPath.<List<?>>read(get(place, "/actuator/cors/refused?q=latest&policy=many").body(), "$.refused"))
			.isEmpty();
	}

	/**
	 * One document that may run what it brings along, by its hash, and nothing else;
	 * nobody may frame it or keep it.
	 */
	@ParameterizedTest
	@EnumSource
	void servesThePage(Place place) throws Exception {
		for (String target : List.of("/actuator/cors/console", "/actuator/cors/%63onsole")) {
			for (String type : List.of("*/*", "text/html",
					"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")) {
				HttpResponse<String> response = send(authorized(request(place, target)).header("Accept", type));
				assertThat(response.statusCode()).as(type).isEqualTo(200);
				assertThat(response.headers().firstValue("Content-Type").orElseThrow())
					.isEqualToIgnoringCase("text/html;charset=UTF-8");
				assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
				assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
				assertThat(response.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
				assertThat(response.headers().allValues("Content-Security-Policy")).singleElement()
					.asString()
					.isEqualTo("default-src 'none'; script-src " + hash(response.body(), "script") + "; style-src "
							+ hash(response.body(), "style")
							+ "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
							+ " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
				assertThat(response.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(60_000);
				assertThat(response.body()).doesNotContainPattern("<[^>]* (style|on[a-z]+)=")
					.doesNotContain("innerHTML", "eval(")
					.doesNotContainPattern("(src|href)=\"(?!#|data:)");
			}
		}
		HttpResponse<String> other = get(place, "/actuator/cors/state");
		assertThat(other.headers().firstValue("Content-Security-Policy")).isEmpty();
	}

	private static String hash(String page, String element) throws Exception {
		Matcher inline = Pattern.compile("<" + element + "[^>]*>(.*?)</" + element + ">", Pattern.DOTALL).matcher(page);
		assertThat(inline.find()).isTrue();
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
		assertThat(inline.find()).isFalse();
		return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
	}

	/** What is appended to the file that has the policy. */
	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void writesAChangeAsYaml(Place place) throws Exception {
		String explain = "/actuator/cors/explain?path=/api/items&origin=";
		assertThat(JsonPath.<String>read(
				get(place, explain + "https://new.example&method=PATCH&headers=x-a,content-type&credentials=true")
					.body(),
				"$.yaml"))
			.isEqualTo("""
					---
					cors:
					  policies:
					    api:
					      allowed-origins: ["https://app.example.com", "https://new.example"]
					      allowed-methods: [GET, POST, PATCH]
					      allowed-headers: [Content-Type, "x-a"]
					      allow-credentials: true
					""");
		assertThat(JsonPath.<Map<String, Object>>read(get(place, explain + APP + "&method=GET").body(), "$"))
			.doesNotContainKey("yaml");
		assertThat(
				JsonPath.<Map<String, Object>>read(get(place, explain + "https://new.example&method=PUT").body(), "$"))
			.containsKey("hint")
			.doesNotContainKey("yaml");
	}

	@Test
	void allAnswerTheSame() throws Exception {
		for (String target : List.of("/actuator/cors?policy=api", "/actuator/cors?policy=many",
				"/actuator/cors?limit=x",
				"/actuator/cors/explain?origin=" + APP + "&method=PUT&path=/api/items&server=https://api.example.com",
				"/actuator/cors/explain?origin=https://evil.example&method=PATCH&path=/api/items&headers=x-a&server=https://api.example.com")) {
			Set<String> bodies = new HashSet<>();
			for (Place place : Place.values()) {
				bodies.add(timeless(get(place, target).body()).replaceAll("\"refused\":\\[.*?]", ""));
			}
			assertThat(bodies).as(target).hasSize(1);
		}
	}

	/** Policies grow older meanwhile. */
	private static String timeless(String body) {
		return body.replaceFirst("\"age\":[0-9.E-]+,", "").replaceFirst("\"lastSuccess\":\"[^\"]+\",", "");
	}

	/**
	 * The endpoint is exposed like any other: only where somebody says so.
	 */
	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void notExposedUnlessSomebodySaysSo(Place place) throws Exception {
		try (ConfigurableApplicationContext context = place.builder("health").run()) {
			assertThat(send(authorized(place.request(context, "/actuator/cors"))).statusCode()).isEqualTo(404);
			HttpResponse<String> page = send(authorized(place.request(context, "/actuator/cors/console")));
			assertThat(page.statusCode()).isEqualTo(404);
			assertThat(page.headers().firstValue("Content-Security-Policy")).isEmpty();
			assertThat(send(authorized(place.request(context, "/actuator/health"))).statusCode()).isEqualTo(200);
		}
	}

	private static void assertProblem(HttpResponse<String> response, String detail) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		assertThat(JsonPath.<Map<String, Object>>read(response.body(), "$"))
			.isEqualTo(Map.of("title", "Bad Request", "status", 400, "detail", detail));
	}

	private static Map<String, Object> one(String body, String path) {
		List<Map<String, Object>> found = JsonPath.read(body, path);
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpResponse<String> get(Place place, String target) throws Exception {
		return send(authorized(request(place, target)));
	}

	private static HttpRequest.Builder authorized(HttpRequest.Builder request) {
		String credentials = Base64.getEncoder().encodeToString("ada:lovelace".getBytes(StandardCharsets.US_ASCII));
		return request.header("Authorization", "Basic " + credentials);
	}

	private HttpRequest.Builder request(Place place, String target) {
		return place.request(context(place), target);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
	}

	private ConfigurableApplicationContext context(Place place) {
		return this.contexts.computeIfAbsent(place, (key) -> key.builder("cors").run());
	}

	/**
	 * Where the endpoint is.
	 */
	enum Place {

		TOMCAT(TomcatConfiguration.class, false), TOMCAT_MANAGEMENT(TomcatConfiguration.class, true),
		NETTY(NettyConfiguration.class, false), NETTY_MANAGEMENT(NettyConfiguration.class, true);

		private final Class<?> configuration;

		private final boolean ownPort;

		Place(Class<?> configuration, boolean ownPort) {
			this.configuration = configuration;
			this.ownPort = ownPort;
		}

		SpringApplicationBuilder builder(String exposed) {
			boolean servlet = this.configuration == TomcatConfiguration.class;
			return new SpringApplicationBuilder(Application.class, this.configuration)
				.web(servlet ? WebApplicationType.SERVLET : WebApplicationType.REACTIVE)
				.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=off",
						"spring.security.user.name=ada", "spring.security.user.password=lovelace",
						"management.endpoints.web.exposure.include=" + exposed,
						this.ownPort ? "management.server.port=0" : "management.server.port=",
						"spring.autoconfigure.exclude=" + String.join(",", OTHER_SERVERS), "cors.defaults.max-age=1h",
						"cors.policies.api.paths=/api/**", "cors.policies.api.allowed-origins=" + APP,
						"cors.policies.api.allowed-methods=GET,POST", "cors.policies.many.paths=/many/**",
						"cors.policies.many.allowed-origins=" + String.join(",",
								Stream.iterate(0, (i) -> i + 1)
									.limit(250)
									.map((i) -> "https://t" + i + ".example")
									.toList()));
		}

		HttpRequest.Builder request(ConfigurableApplicationContext context, String target) {
			String port = context.getEnvironment()
				.getRequiredProperty(this.ownPort ? "local.management.port" : "local.server.port");
			return HttpRequest.newBuilder(URI.create("http://localhost:" + port + target));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Items items() {
			return new Items();
		}

		/** The default one takes its time, as it should. */
		@Bean
		PasswordEncoder passwordEncoder() {
			return new PasswordEncoder() {

				@Override
				public String encode(CharSequence password) {
					return password.toString();
				}

				@Override
				public boolean matches(CharSequence password, String encoded) {
					return encoded.contentEquals(password);
				}

			};
		}

	}

	@RestController
	static class Items {

		@GetMapping("/api/items")
		String get() {
			return "items";
		}

		@PutMapping("/api/items")
		@CorsPolicy(value = "api", crossOriginResourcePolicy = "same-site", allowedMethods = "PUT")
		String put() {
			return "items";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TomcatConfiguration {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NettyConfiguration {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
