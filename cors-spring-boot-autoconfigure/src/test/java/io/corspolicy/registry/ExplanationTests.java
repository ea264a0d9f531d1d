package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.engine.explain.Explanation.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CorsPolicyRegistry#explain(BrowserRequest)}: every step in order, odd
 * requests, and long lists.
 */
class ExplanationTests {

	private static final String APP = "https://app.example.com";

	private static final PolicyDefinition API = new PolicyDefinition("api", List.of("/api/**"),
			PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS, List.of(APP))
				.with(Attribute.ALLOWED_METHODS, List.of("GET", "PUT"))
				.with(Attribute.ALLOWED_HEADERS, List.of("Content-Type", "Authorization"))
				.with(Attribute.EXPOSED_HEADERS, List.of("ETag"))
				.with(Attribute.ALLOW_CREDENTIALS, true));

	private final CorsPolicyRegistry registry = ExplainedPolicies.of(API).registry();

	@Test
	void everyStepOfAnAllowedRequest() {
		Explanation explanation = this.registry.explain(APP, "put", "/api/items",
				List.of("Content-Type: application/json", "Authorization", "Cookie"), true);
		assertThat(steps(explanation)).containsExactly(
				"REQUEST | Headers, \"validate\", step 3 | Forbidden request-headers | SKIPPED | No page can set Cookie: the browser drops it, as if the page had not tried.",
				"REQUEST | Main fetch, step 12 | Origin | PASSED | \"https://app.example.com\" is taken for another origin than the server's: CORS applies.",
				"REQUEST | Main fetch, step 12 | Preflight | PASSED | A preflight is needed: \"PUT\" is not a CORS-safelisted method; authorization, content-type need to be allowed.",
				"PREFLIGHT | Server | Policy | PASSED | The policy \"api\" answers. The policy allows the request.",
				"PREFLIGHT | CORS check, step 2 | Access-Control-Allow-Origin | PASSED | The response has Access-Control-Allow-Origin: https://app.example.com.",
				"PREFLIGHT | CORS check, step 4 | Origin | PASSED | The value is the page's origin, byte for byte.",
				"PREFLIGHT | CORS check, step 7 | Credentials | PASSED | The response has Access-Control-Allow-Credentials: true.",
				"PREFLIGHT | CORS-preflight fetch, step 7 | Status | PASSED | The status 204 is an ok status.",
				"PREFLIGHT | CORS-preflight fetch, step 7.3 | Lists | PASSED | Access-Control-Allow-Methods and Access-Control-Allow-Headers can be read.",
				"PREFLIGHT | CORS-preflight fetch, step 7.5 | Method | PASSED | \"PUT\" is in Access-Control-Allow-Methods.",
				"PREFLIGHT | CORS-preflight fetch, step 7.6 | Authorization | PASSED | Authorization is in Access-Control-Allow-Headers.",
				"PREFLIGHT | CORS-preflight fetch, step 7.7 | Headers | PASSED | All are allowed: authorization, content-type.",
				"ACTUAL | Server | Policy | PASSED | The policy \"api\" answers. The policy allows the request.",
				"ACTUAL | CORS check, step 2 | Access-Control-Allow-Origin | PASSED | The response has Access-Control-Allow-Origin: https://app.example.com.",
				"ACTUAL | CORS check, step 4 | Origin | PASSED | The value is the page's origin, byte for byte.",
				"ACTUAL | CORS check, step 7 | Credentials | PASSED | The response has Access-Control-Allow-Credentials: true.",
				"ACTUAL | Main fetch, step 14.1 | Exposed headers | PASSED | Besides the CORS-safelisted response headers, the page may read ETag.");
	}

	@Test
	void everyStepOfABlockedRequest() {
		Explanation explanation = this.registry.explain(APP, "DELETE", "/api/items", List.of(), false);
		assertThat(steps(explanation)).containsExactly(
				"REQUEST | Main fetch, step 12 | Origin | PASSED | \"https://app.example.com\" is taken for another origin than the server's: CORS applies.",
				"REQUEST | Main fetch, step 12 | Preflight | PASSED | A preflight is needed: \"DELETE\" is not a CORS-safelisted method.",
				"PREFLIGHT | Server | Policy | FAILED | The policy \"api\" answers. The method is not among the policy's allowed-methods.",
				"PREFLIGHT | CORS check, step 2 | Access-Control-Allow-Origin | FAILED | The response has no Access-Control-Allow-Origin.",
				"PREFLIGHT | CORS check, step 4 | Origin | SKIPPED | Not reached.",
				"PREFLIGHT | CORS check, step 5 | Credentials | SKIPPED | Not reached.",
				"PREFLIGHT | CORS-preflight fetch, step 7 | Status | SKIPPED | Not reached.",
				"PREFLIGHT | CORS-preflight fetch, step 7.3 | Lists | SKIPPED | Not reached.",
				"PREFLIGHT | CORS-preflight fetch, step 7.5 | Method | SKIPPED | Not reached.",
				"PREFLIGHT | CORS-preflight fetch, step 7.7 | Headers | SKIPPED | Not reached.",
				"ACTUAL | HTTP fetch, step 4.1 | Request | SKIPPED | The preflight failed, so the browser does not send the request.");
	}

	@Test
	void everyStepWithoutAPreflightAndWithoutAnOrigin() {
		assertThat(steps(this.registry.explain("https://other.example", "GET", "/api/items", List.of(), false)))
			.containsExactly(
					"REQUEST | Main fetch, step 12 | Origin | PASSED | \"https://other.example\" is taken for another origin than the server's: CORS applies.",
					"REQUEST | Main fetch, step 12 | Preflight | SKIPPED | No preflight is needed: the method and all headers are CORS-safelisted.",
					"ACTUAL | Server | Policy | FAILED | The policy \"api\" answers. The origin is not among the policy's allowed-origins.",
					"ACTUAL | CORS check, step 2 | Access-Control-Allow-Origin | FAILED | The response has no Access-Control-Allow-Origin.",
					"ACTUAL | CORS check, step 4 | Origin | SKIPPED | Not reached.",
					"ACTUAL | CORS check, step 5 | Credentials | SKIPPED | Not reached.",
					"ACTUAL | Main fetch, step 14.1 | Exposed headers | SKIPPED | Not reached.");
		assertThat(steps(this.registry.explain(null, "GET", "/api/items", List.of(), false))).containsExactly(
				"REQUEST | Main fetch, step 12 | Origin | PASSED | The request has no Origin: it comes from the server's own origin, or from no page at all.");
		assertThat(steps(this.registry.explain(BrowserRequest.of(APP, "GET", "/api/items", List.of(), false).to(APP))))
			.containsExactly(
					"REQUEST | Main fetch, step 12 | Origin | PASSED | \"https://app.example.com\" is the server's own origin: CORS does not apply.");
	}

	/** In debug mode the answer satisfies the origin check, so another step fails. */
	@Test
	void debugModeLetsTheStepFailThatConsolesName() {
		this.registry.setDebug(true);
		Explanation method = this.registry.explain(APP, "DELETE", "/api/items", List.of(), true);
		assertThat(method.preflight().status()).isEqualTo(200);
		assertThat(failed(method)).containsExactly("Server", "CORS-preflight fetch, step 7.5");
		assertThat(method.decidingAttributes()).containsExactly("allowed-methods");
		assertThat(method.hint()).isEqualTo("cors.policies.api.allowed-methods: add DELETE.");
		Explanation header = this.registry.explain(APP, "PUT", "/api/items", List.of("X-A"), true);
		assertThat(header.preflight().reason()).isEqualTo(DecisionReason.HEADER_NOT_ALLOWED);
		assertThat(header.preflight().kind()).isEqualTo(CorsDecision.Kind.PREFLIGHT);
		assertThat(failed(header)).containsExactly("Server", "CORS-preflight fetch, step 7.7");
		assertThat(header.hint()).isEqualTo("cors.policies.api.allowed-headers: add X-A.");
	}

	@Test
	void moreHeadersThanAnyPolicyTakes() {
		List<String> headers = IntStream.range(0, 100_000).mapToObj((i) -> "X-Header-" + i).toList();
		Explanation explanation = this.registry.explain(APP, "PUT", "/api/items", headers, true);
		assertThat(explanation.verdict()).isEqualTo(Verdict.BLOCKED);
		assertThat(explanation.preflight().reason()).isEqualTo(DecisionReason.HEADERS_TOO_LONG);
		assertThat(explanation.hint()).startsWith("A preflight that asks for more than 8 KiB of header names");
		checkBounds(explanation);
	}

	@Test
	void moreHeadersThanAWildcardRepeats() {
		PolicyDefinition reflecting = new PolicyDefinition("reflecting", List.of("/**"),
				API.spec().with(Attribute.ALLOWED_HEADERS, List.of("*")));
		ExplainedPolicies policies = ExplainedPolicies.of(reflecting);
		List<String> headers = IntStream.range(0, 450).mapToObj((i) -> "X-Header-" + i).toList();
		Explanation explanation = policies.registry().explain(APP, "PUT", "/", headers, true);
		assertThat(explanation.preflight().reason()).isEqualTo(DecisionReason.HEADERS_TOO_LONG);
		assertThat(explanation.changes()).hasSize(1);
		assertThat(policies.with(explanation.changes()).registry().explain(APP, "PUT", "/", headers, true).verdict())
			.isEqualTo(Verdict.ALLOWED);
		checkBounds(explanation);
	}

	/** A hint costs no second copy of the list: only what is new is named. */
	@Test
	void hintsForVeryManyOriginsAreShort() {
		List<String> origins = IntStream.range(0, 20_000)
			.mapToObj((i) -> "https://tenant-" + i + ".example.com")
			.toList();
		ExplainedPolicies policies = ExplainedPolicies
			.of(new PolicyDefinition("tenants", List.of("/**"), API.spec().with(Attribute.ALLOWED_ORIGINS, origins)));
		Explanation explanation = policies.registry()
			.explain("https://new.example.com", "DELETE", "/", List.of(), true);
		assertThat(explanation.hint()).isEqualTo(
				"cors.policies.tenants.allowed-origins: add \"https://new.example.com\"; then cors.policies.tenants.allowed-methods: add DELETE.");
		Explanation nearMiss = policies.registry()
			.explain("http://tenant-19999.example.com", "GET", "/", List.of(), true);
		assertThat(nearMiss.hint())
			.contains("\"https://tenant-19999.example.com\", which is allowed, only by its scheme");
		assertThat(nearMiss.changes()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "null\n", "https://", "://", "https://[", "https://]:1", "a://b:c:d",
			"https://app.example.com\r\nX: y", "https://äöü.example", "https://app.example.com:99999", "\ud800",
			"~https://.*", "https://*.com", "${x}", "https://u:p@h", "https://[::1", "https://a..b", "\u202e" })
	void anyOriginIsExplained(String origin) {
		for (String path : List.of("/api/items", "/elsewhere")) {
			Explanation explanation = this.registry.explain(origin, "GET", path, List.of("X-A"), true);
			assertThat(explanation.verdict()).isEqualTo(Verdict.BLOCKED);
			assertThat(explanation.changes()).isEmpty();
			checkBounds(explanation);
			checkBounds(this.registry.explain(BrowserRequest.of(APP, "GET", path, List.of(), true).to(origin)));
		}
	}

	@Test
	void hostsThatAPolicyHoldsFor() {
		PolicyDefinition hosted = new PolicyDefinition("api", List.of("/api/**"),
				API.spec().with(Attribute.HOSTS, List.of("api.example.com", "www.example.com")));
		CorsPolicyRegistry registry = ExplainedPolicies.of(hosted).registry();
		BrowserRequest request = BrowserRequest.of(APP, "GET", "/api/items", List.of(), true);
		String introduction = "No policy applies to \"/api/items\". The policy \"api\" fits best; it applies to"
				+ " \"/api/**\". It holds for the hosts \"api.example.com\", \"www.example.com\"";
		assertThat(registry.explain(request.to("https://www.example.com")).verdict()).isEqualTo(Verdict.ALLOWED);
		assertThat(registry.explain(request.to("https://other.example.com")).hint())
			.isEqualTo(introduction + ", not for that of \"https://other.example.com\".");
		assertThat(registry.explain(request).hint())
			.isEqualTo(introduction + ": say in server for which one is asked.");
		assertThat(
				registry.explain(BrowserRequest.of(APP, "GET", "/else", List.of(), true).to("https://api.example.com"))
					.hint())
			.endsWith("cors.policies.api.paths: add \"/else\".");
	}

	@Test
	void pathsThatNoServerTakes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.registry.explain(APP, "GET", "/api/%zz\n", List.of(), false))
			.withMessageStartingWith("The path \"/api/%zz\\n\" has a percent sign");
		assertThat(this.registry.explain(APP, "GET", "/api/\u0000\u202e", List.of(), false).verdict())
			.isEqualTo(Verdict.ALLOWED);
	}

	/** Whatever is asked, there is an explanation, or a sentence that says why not. */
	@Test
	void anythingIsExplained() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int explained = 0;
		for (int i = 0; i < 3000; i++) {
			String origin = (random.nextInt(10) == 0) ? null : text(random, "https://", APP);
			String method = random.nextBoolean() ? "PUT" : text(random, "GET", "");
			String path = text(random, "/api/", "/elsewhere/");
			List<String> headers = Stream.generate(() -> text(random, "X-A", "Content-Type: "))
				.limit(random.nextInt(4))
				.toList();
			try {
				Explanation explanation = this.registry.explain(origin, method, path, headers, random.nextBoolean());
				checkBounds(explanation);
				explained++;
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex.getMessage()).as("seed %d", seed).matches("(No|The|A) [^\\p{Cntrl}]{1,2000}\\.");
			}
		}
		assertThat(explained).as("seed %d", seed).isGreaterThan(300);
	}

	private static String text(Random random, String one, String other) {
		StringBuilder text = new StringBuilder(random.nextBoolean() ? one : other);
		String alphabet = "aZ09-_.:/%*~?#[]@,; \t\r\n\u0000\u007f\u0085\u2028\u202e\ud83d\ude00ü";
		int length = (random.nextInt(20) == 0) ? 3000 : random.nextInt(6);
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 8 : alphabet.length())));
		}
		return text.toString();
	}

	private static void checkBounds(Explanation explanation) {
		List<String> texts = new ArrayList<>(List.of(explanation.preflight().why(), explanation.actual().why()));
		explanation.steps().forEach((step) -> texts.add(step.detail()));
		texts.add((explanation.hint() != null) ? explanation.hint() : "");
		Stream.of(explanation.preflight(), explanation.actual()).forEach((exchange) -> {
			texts.addAll(exchange.requestHeaders().keySet());
			texts.addAll(exchange.requestHeaders().values());
		});
		assertThat(texts).allSatisfy((text) -> {
			assertThat(text).hasSizeLessThanOrEqualTo(2001);
			assertThat(text.codePoints()
				.noneMatch((c) -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
						|| Character.getType(c) == Character.SURROGATE || c == 0x2028))
				.as(text)
				.isTrue();
		});
		assertThat(explanation.preflight().requestHeaders()).hasSizeLessThanOrEqualTo(50);
		assertThat(explanation.actual().requestHeaders()).hasSizeLessThanOrEqualTo(50);
		assertThat(explanation.steps()).hasSizeLessThan(25);
		assertThat(explanation.hint() == null).isEqualTo(explanation.verdict() != Verdict.BLOCKED);
	}

	private static List<String> steps(Explanation explanation) {
		return explanation.steps()
			.stream()
			.map((step) -> String.join(" | ", step.phase().name(), step.reference(), step.name(), step.outcome().name(),
					step.detail()))
			.toList();
	}

	private static List<String> failed(Explanation explanation) {
		return explanation.steps()
			.stream()
			.filter((step) -> step.outcome() == Explanation.Outcome.FAILED)
			.map(Explanation.Step::reference)
			.toList();
	}

}
