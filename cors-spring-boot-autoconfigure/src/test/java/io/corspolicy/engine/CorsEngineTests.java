package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.Vary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the scenario table does not reach: reasons, debug mode, and facts that
 * no server here brings about.
 */
class CorsEngineTests {

	private static final String APP = "https://app.example.com";

	private static final PolicySpec SPEC = PolicySpec.empty()
		.with(Attribute.ALLOWED_ORIGINS, List.of(APP))
		.with(Attribute.ALLOWED_METHODS, List.of("PUT"))
		.with(Attribute.ALLOWED_HEADERS, List.of("X-Trace"))
		.with(Attribute.ALLOW_CREDENTIALS, true);

	@ParameterizedTest
	@CsvSource({ "GET, https://evil.example, '', '', origin-not-allowed", "GET, evil.example, '', '', origin-invalid",
			"GET, null, '', '', origin-not-allowed", "GET, https://app.example.com, '', '', method-not-allowed",
			"PUT, https://app.example.com, '', '', allowed", "OPTIONS, https://app.example.com, PUT, '', allowed",
			"OPTIONS, https://evil.example, PUT, '', origin-not-allowed",
			"OPTIONS, https://app.example.com, DELETE, '', method-not-allowed",
			"OPTIONS, https://app.example.com, TRACK, '', method-invalid",
			"OPTIONS, https://app.example.com, PUT, x-other, header-not-allowed",
			"OPTIONS, https://app.example.com, PUT, x-tra(e, headers-invalid" })
	void saysWhy(String method, String origin, String requestedMethod, String requestedHeaders, String reason) {
		CorsDecision decision = request(method, origin, requestedMethod, requestedHeaders).decide(policies(SPEC));
		assertThat(decision.reason().code()).isEqualTo(reason);
		assertThat(decision.isAllowed()).isEqualTo(reason.equals("allowed"));
		assertThat(decision.policy()).isEqualTo("test");
		assertThat(decision.kind())
			.isEqualTo(method.equals("OPTIONS") ? CorsDecision.Kind.PREFLIGHT : CorsDecision.Kind.ACTUAL);
		assertThat(decision.body()).isNull();
		assertThat(decision).hasToString(decision.kind() + " " + decision.reason() + " by test");
	}

	@Test
	void saysWhyARequestIsNotCors() {
		PolicySet policies = policies(SPEC);
		assertThat(TestRequest.of("GET").decide(policies).reason()).isEqualTo(DecisionReason.NO_ORIGIN);
		assertThat(TestRequest.of("GET", "Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin")
			.decide(policies)
			.reason()).isEqualTo(DecisionReason.SAME_ORIGIN);
		CorsDecision navigation = TestRequest.of("POST", "Origin", "https://evil.example", "Sec-Fetch-Mode", "navigate")
			.decide(policies);
		assertThat(navigation.reason()).isEqualTo(DecisionReason.NAVIGATION);
		assertThat(navigation.kind()).isEqualTo(CorsDecision.Kind.NOT_CORS);
		assertThat(navigation.isAllowed()).isFalse();
	}

	@Test
	void debugAnswersARefusedPreflightWithAProblemDocument() {
		CorsDecision decision = request("OPTIONS", "https://evil.example", "PUT", "").decide(policies(SPEC), true);
		assertThat(decision.status()).isEqualTo(403);
		assertThat(decision.body()).isEqualTo("{\"title\":\"CORS preflight refused\",\"status\":403,"
				+ "\"detail\":\"The origin is not among the policy's allowed-origins.\","
				+ "\"reason\":\"origin-not-allowed\",\"policy\":\"test\"}");
		assertThat(decision.headers("https://evil.example")).containsOnlyKeys("Vary");
	}

	@Test
	void debugAnswersARejectedRequestWithAProblemDocument() {
		CorsDecision decision = request("PUT", "https://evil.example", "", "")
			.decide(policies(SPEC.with(Attribute.REJECT_DISALLOWED, true)), true);
		assertThat(decision.status()).isEqualTo(403);
		assertThat(decision.body()).contains("CORS request refused");
	}

	@Test
	void debugShowsTheListsWhereAMethodIsMissing() {
		CorsDecision decision = request("OPTIONS", APP, "DELETE", "").decide(policies(SPEC), true);
		assertThat(decision.status()).isEqualTo(200);
		assertThat(decision.isAllowed()).isFalse();
		assertThat(decision.proceeds()).isFalse();
		assertThat(decision.body()).contains("\"status\":200", "method-not-allowed");
		assertThat(decision.headers(APP)).containsEntry("Access-Control-Allow-Origin", APP)
			.containsEntry("Access-Control-Allow-Credentials", "true")
			.containsEntry("Access-Control-Allow-Methods", "PUT")
			.containsEntry("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
			.hasSize(4);
	}

	@Test
	void debugShowsTheListsWhereAHeaderIsMissing() {
		CorsDecision decision = request("OPTIONS", APP, "PUT", "x-other").decide(policies(SPEC), true);
		assertThat(decision.status()).isEqualTo(200);
		assertThat(decision.headers(APP)).containsEntry("Access-Control-Allow-Methods", "PUT")
			.containsEntry("Access-Control-Allow-Headers", "X-Trace")
			.doesNotContainKey("Access-Control-Max-Age");
	}

	@Test
	void debugNamesTheHeaderThatIsMissing() {
		assertThat(request("OPTIONS", APP, "PUT", "x-trace, x-other,x-more").decide(policies(SPEC), true).body())
			.contains("\"detail\":\"A requested header is not among the policy's allowed-headers: \\\"x-other\\\".\"");
		String longName = "x".repeat(5000);
		assertThat(request("OPTIONS", APP, "PUT", longName).decide(policies(SPEC), true).body()).hasSizeLessThan(500)
			.contains("x".repeat(200) + "\\u2026\\\" (5000 characters).");
	}

	@Test
	void debugNamesAuthorizationUnderAWildcard() {
		PolicySpec any = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(APP))
			.with(Attribute.ALLOWED_METHODS, List.of("PUT"))
			.with(Attribute.ALLOWED_HEADERS, List.of("*"));
		CorsDecision decision = request("OPTIONS", APP, "PUT", "authorization,x-other").decide(policies(any), true);
		assertThat(decision.status()).isEqualTo(403);
		assertThat(decision.body())
			.contains("allowed-headers: \\\"authorization\\\", which * does not cover. List it" + " beside *.\"");
		assertThat(request("OPTIONS", APP, "PUT", "authorization").decide(policies(any), false).body()).isNull();
	}

	/**
	 * Browsers do not look for GET, HEAD and POST in the list, nor for Authorization
	 * where the list is *: with status 200, what is refused here would pass there.
	 */
	@ParameterizedTest
	@CsvSource({ "GET, ''", "HEAD, ''", "POST, ''", "PUT, authorization", "PUT, x(y" })
	void debugNeverLetsABrowserPass(String method, String headers) {
		PolicySpec spec = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(APP))
			.with(Attribute.ALLOWED_METHODS, List.of("PUT"))
			.with(Attribute.ALLOWED_HEADERS, List.of("*"));
		CorsDecision decision = request("OPTIONS", APP, method, headers).decide(policies(spec), true);
		assertThat(decision.status()).isEqualTo(403);
		assertThat(decision.body()).isNotNull();
		assertThat(decision.headers(APP)).containsOnlyKeys("Vary");
	}

	/**
	 * Beside credentials browsers take * for a name, and would blame the method.
	 */
	@Test
	void debugBlamesTheHeaderAndNotTheMethod() {
		CorsDecision decision = request("OPTIONS", APP, "PURGE", "x-other")
			.decide(policies(SPEC.with(Attribute.ALLOWED_METHODS, List.of("*"))), true);
		assertThat(decision.headers(APP)).containsEntry("Access-Control-Allow-Methods", "PURGE");
	}

	@Test
	void reflectsNothingButWhatAWildcardTakesIn() {
		PolicySet anyMethod = policies(SPEC.with(Attribute.ALLOWED_METHODS, List.of("*")));
		assertThat(request("OPTIONS", APP, "PURGE", "x-trace").decide(anyMethod).headers(APP))
			.containsEntry("Access-Control-Allow-Methods", "PURGE")
			.containsEntry("Access-Control-Allow-Headers", "X-Trace");
		assertThat(request("OPTIONS", APP, "PURGE", "").decide(anyMethod).headers(APP))
			.containsEntry("Access-Control-Allow-Methods", "PURGE")
			.doesNotContainKey("Access-Control-Allow-Headers");
		PolicySet anyHeader = policies(SPEC.with(Attribute.ALLOWED_HEADERS, List.of("*")));
		assertThat(request("OPTIONS", APP, "PUT", "x-other").decide(anyHeader).headers(APP))
			.containsEntry("Access-Control-Allow-Methods", "PUT")
			.containsEntry("Access-Control-Allow-Headers", "x-other");
	}

	/**
	 * A regular expression only ever sees serialised origins.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "x, y://app.example.com", "HT\u00e9TP://app.example.com", "1x://app.example.com",
			"://app.example.com", "xy://[, evil]:80", "xy://[::1\u0001]" })
	void oddOriginsNeverReachARegularExpression(String origin) {
		PolicySpec spec = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of("~.+://app\\.example\\.com", "~x[a-z]*://\\[[^.]+\\](:[0-9]+)?"));
		assertThat(TestRequest.of("GET", "Origin", origin).decide(policies(spec)).isAllowed()).isFalse();
		assertThat(TestRequest.of("GET", "Origin", "x://app.example.com").decide(policies(spec)).isAllowed()).isTrue();
		assertThat(TestRequest.of("GET", "Origin", "xy://[::1]:80").decide(policies(spec)).isAllowed()).isTrue();
	}

	/**
	 * Such policies are refused where they share a pattern, and may still meet on a path.
	 */
	@Test
	void anOpenPolicyDoesNotOpenAnotherThatItMeets() {
		PolicySet policies = PolicySet.lenient(List.of(CompiledPolicy.compile("app", SPEC),
				CompiledPolicy.compile("open",
						PolicySpec.empty()
							.with(Attribute.ALLOWED_ORIGINS, List.of("*"))
							.with(Attribute.SEND_WITHOUT_ORIGIN, true))));
		assertThat(TestRequest.of("GET").decide(policies).headers(null)).containsOnlyKeys("Vary");
		assertThat(TestRequest.of("GET", "Origin", "http://localhost", "Test-Scheme", "http", "Test-Host", "localhost")
			.decide(policies)
			.headers(null)).containsOnlyKeys("Vary");
	}

	@Test
	void allowedPreflightsHaveNoBodyInDebugMode() {
		assertThat(request("OPTIONS", APP, "PUT", "x-trace").decide(policies(SPEC), true).body()).isNull();
	}

	/** What a response that others wrote to is cleared of. */
	@Test
	void forbidsTheFieldsThatItDoesNotWrite() {
		PolicySet policies = policies(SPEC);
		assertThat(forbidden(TestRequest.of("GET").decide(policies))).isEqualTo(FieldNames.RESPONSE);
		CorsDecision allowed = TestRequest.of("PUT", "Origin", APP).decide(policies);
		List<String> others = new ArrayList<>(FieldNames.RESPONSE);
		others.removeAll(allowed.headers(APP).keySet());
		assertThat(others).isNotEmpty().doesNotContain(FieldNames.ALLOW_ORIGIN);
		assertThat(forbidden(allowed)).isEqualTo(others);
	}

	private static List<String> forbidden(CorsDecision decision) {
		return FieldNames.RESPONSE.stream().filter(decision::forbids).toList();
	}

	@Test
	void tellsARefusedOriginFromOtherRefusals() {
		PolicySet policies = policies(SPEC);
		assertThat(request("OPTIONS", APP, "PUT", "").decide(policies).isOriginAllowed()).isTrue();
		assertThat(request("OPTIONS", APP, "DELETE", "").decide(policies).isOriginAllowed()).isTrue();
		assertThat(request("OPTIONS", APP, "PUT", "x-other").decide(policies).isOriginAllowed()).isTrue();
		assertThat(TestRequest.of("GET", "Origin", "https://evil.example").decide(policies).isOriginAllowed())
			.isFalse();
		assertThat(TestRequest.of("GET").decide(policies).isOriginAllowed()).isFalse();
	}

	@Test
	void knowsItsOwnOriginUnderAnyScheme() {
		assertThat(own("https", "example.com", -1, "https://example.com")).isTrue();
		assertThat(own("https", "example.com", 443, "https://example.com")).isTrue();
		assertThat(own("wss", "example.com", 443, "https://example.com")).isTrue();
		assertThat(own("ws", "example.com", 8080, "http://example.com:8080")).isTrue();
		assertThat(own("http", "::1", 8080, "http://[::1]:8080")).isTrue();
		assertThat(own("http", "[::1]", 8080, "http://[::1]:8080")).isTrue();
		assertThat(own("http", "2001:DB8::1", 80, "http://[2001:db8::1]")).isTrue();
		assertThat(own("http", "::1", 8080, "http://::1:8080")).isFalse();
		assertThat(own("http", "example.com", 80, "http://[example.com]")).isFalse();
		assertThat(own("http", "Ex_ample.COM", 80, "http://ex_ample.com")).isTrue();
		assertThat(own("http", "ex@mple.com", 80, "http://ex`mple.com")).isFalse();
		assertThat(own("http", "kk.example", 80, "http://k\u212a.example")).isFalse();
		assertThat(own("http", "::1", -1, "http://[::1x")).isFalse();
		assertThat(own("https", "example.com", 443, "https://example.com:443")).isFalse();
		assertThat(own("https", "example.com", 8443, "https://example.com")).isFalse();
		assertThat(own("https", "example.com", 443, "https://example.com.evil")).isFalse();
		assertThat(own("https", "example.com", 443, "https")).isFalse();
		assertThat(own("http", "a", 1, "http://a:01")).isFalse();
	}

	private static boolean own(String scheme, String host, int port, String origin) {
		TestRequest request = TestRequest.of("GET", "Origin", origin, "Test-Scheme", scheme, "Test-Host", host,
				"Test-Port", String.valueOf(port));
		return request.decide(policies(SPEC)).reason() == DecisionReason.SAME_ORIGIN;
	}

	@Test
	void checksTheExtendedConnectOfWebSockets() {
		PolicySet policies = policies(SPEC.with(Attribute.CHECK_WEBSOCKET_ORIGIN, true));
		assertThat(TestRequest.of("CONNECT", "Origin", "https://evil.example").decide(policies).status())
			.isEqualTo(403);
		assertThat(TestRequest.of("CONNECT", "Origin", APP).decide(policies).proceeds()).isTrue();
		assertThat(TestRequest.of("PUT", "Origin", "https://evil.example", "Upgrade", "websocket")
			.decide(policies)
			.proceeds()).isTrue();
	}

	/**
	 * What the extended CONNECT stands for is a GET (RFC 8441, 5), and no list may name
	 * it.
	 */
	@Test
	void countsTheExtendedConnectAsGet() {
		PolicySpec rejecting = SPEC.with(Attribute.REJECT_DISALLOWED, true);
		PolicySet reading = policies(rejecting.with(Attribute.ALLOWED_METHODS, List.of("GET")));
		assertThat(TestRequest.of("CONNECT", "Origin", APP).decide(reading).isAllowed()).isTrue();
		PolicySet writing = policies(rejecting.with(Attribute.ALLOWED_METHODS, List.of("POST")));
		assertThat(TestRequest.of("CONNECT", "Origin", APP).decide(writing).status()).isEqualTo(403);
	}

	@Test
	void readsEveryLineOfUpgrade() {
		PolicySet policies = policies(SPEC.with(Attribute.CHECK_WEBSOCKET_ORIGIN, true));
		assertThat(TestRequest.of("GET", "Origin", "https://evil.example", "Upgrade", "h2c", "Upgrade", "WebSocket")
			.decide(policies)
			.status()).isEqualTo(403);
		assertThat(
				TestRequest.of("GET", "Origin", "https://evil.example", "Upgrade", "h2c").decide(policies).proceeds())
			.isTrue();
	}

	@Test
	void governsWhatItWrites() {
		CorsDecision decision = TestRequest.of("GET")
			.decide(policies(SPEC.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, CrossOriginResourcePolicy.SAME_ORIGIN)));
		assertThat(decision.governs("access-control-anything")).isTrue();
		assertThat(decision.governs("cross-origin-resource-policy")).isTrue();
		assertThat(decision.governs("Timing-Allow-Origin")).isFalse();
		assertThat(decision.governs("Vary")).isFalse();
		assertThat(decision.governs(null)).isFalse();
		assertThat(decision.governs("")).isFalse();
		assertThat(decision.forbids("cross-origin-resource-policy")).isFalse();
		assertThat(decision.vary()).isEqualTo("Origin");
	}

	@Test
	void namesAreNeverRepeatedInVary() {
		assertThat(Vary.merge("Origin", List.of("Accept, ORIGIN ,, accept-encoding", "Accept")))
			.isEqualTo("Origin, Accept, accept-encoding");
		assertThat(Vary.merge("Origin", List.of("*", "Accept"))).isEqualTo("*");
		assertThat(Vary.merge("", List.of())).isEmpty();
	}

	@Test
	void quotesWhateverANameHolds() {
		assertThat(ProblemDocument.render(CorsDecision.Kind.ACTUAL, DecisionReason.ORIGIN_INVALID,
				DecisionReason.ORIGIN_INVALID.description(), 403, "a\"\\\u00e9\n"))
			.endsWith("\"policy\":\"a\\\"\\\\\\u00e9\\u000a\"}");
	}

	private static TestRequest request(String method, String origin, String requestedMethod, String requestedHeaders) {
		if (requestedMethod.isEmpty()) {
			return TestRequest.of(method, "Origin", origin);
		}
		return requestedHeaders.isEmpty()
				? TestRequest.of(method, "Origin", origin, "Access-Control-Request-Method", requestedMethod)
				: TestRequest.of(method, "Origin", origin, "Access-Control-Request-Method", requestedMethod,
						"Access-Control-Request-Headers", requestedHeaders);
	}

	private static PolicySet policies(PolicySpec spec) {
		return PolicySet.lenient(List.of(CompiledPolicy.compile("test", spec)));
	}

}
