package io.corspolicy.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.corspolicy.contract.ReferenceMatcher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must hold on the wire whatever was configured and whatever is asked: read off the
 * contract, sections 2, 3 and 5, and Fetch, and knowing nothing of how the engine does
 * it.
 */
public final class WireOracle {

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	private static final Set<String> ALWAYS_ALLOWED = Set.of("accept", "accept-language", "content-language", "origin");

	private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

	private static final Pattern LIST = Pattern.compile("[ -~\t]*");

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private WireOracle() {
	}

	/**
	 * Decide on a request and look at everything that the decision would write.
	 */
	public static CorsDecision check(PolicySet policies, List<CompiledPolicy> members, TestRequest request,
			boolean debug) {
		CorsDecision decision = request.decide(policies, debug);
		String origin = request.origin();
		Map<String, String> written = written(decision, request);
		CompiledPolicy policy = members.stream()
			.filter((member) -> member.name().equals(decision.policy()))
			.findFirst()
			.orElseThrow();
		written.forEach(WireOracle::checkValue);
		boolean credentials = written.containsKey(ALLOW_CREDENTIALS);
		String allowed = written.get(ALLOW_ORIGIN);
		if (credentials) {
			assertThat(written.get(ALLOW_CREDENTIALS)).isEqualTo("true");
			assertThat(allowed).as("the origin beside credentials").isNotNull().isNotIn("*", "null");
			assertThat(policy.spec().effective(Attribute.ALLOW_CREDENTIALS)).isTrue();
			assertThat(written).doesNotContainEntry("Access-Control-Expose-Headers", "*");
		}
		if (allowed != null && !allowed.equals("*")) {
			List<String> sent = values(request, "Origin");
			assertThat(sent).as("the request's origin").containsExactly(allowed);
			assertThat(isAllowed(policy.spec(), allowed)).as("%s by %s", allowed, policy.spec()).isTrue();
			assertThat(written.get("Vary")).contains("Origin");
		}
		if (written.containsKey("Timing-Allow-Origin")) {
			assertThat(written.get("Timing-Allow-Origin")).isEqualTo(allowed);
		}
		checkOutcome(decision, policy, written);
		assertThat(decision.governs(ALLOW_ORIGIN)).isTrue();
		if (origin == null) {
			assertThat(decision.kind()).isEqualTo(CorsDecision.Kind.NOT_CORS);
		}
		return decision;
	}

	private static void checkOutcome(CorsDecision decision, CompiledPolicy policy, Map<String, String> written) {
		boolean preflight = decision.kind() == CorsDecision.Kind.PREFLIGHT;
		if (decision.isAllowed()) {
			assertThat(written).containsKey(ALLOW_ORIGIN);
			assertThat(written.containsKey(ALLOW_CREDENTIALS)).isEqualTo(policy.allowsCredentials());
			assertThat(decision.body()).isNull();
			if (preflight) {
				assertThat(written).containsKeys("Access-Control-Allow-Methods", "Access-Control-Max-Age", "Vary");
				assertThat(decision.status()).isIn(0, 200, 204);
			}
			else {
				assertThat(decision.proceeds()).isTrue();
			}
			return;
		}
		boolean showsLists = decision.status() == 200;
		boolean open = Boolean.TRUE.equals(policy.spec().get(Attribute.SEND_WITHOUT_ORIGIN));
		if (preflight ? !showsLists : !open) {
			assertThat(written.keySet()).noneMatch((name) -> name.startsWith("Access-Control-"));
		}
		if (preflight) {
			assertThat(decision.proceeds()).isFalse();
			assertThat(written).doesNotContainKey("Access-Control-Max-Age");
		}
		assertThat(decision.status()).isIn(0, 200, 403);
		assertThat((decision.body() != null) ? decision.body() : "").matches(PRINTABLE);
	}

	private static void checkValue(String name, String value) {
		assertThat(value).as(name).isNotEmpty();
		// A reflected list may have the tab that RFC 9110, 5.6.3 takes for a blank.
		assertThat(value).as(name).matches(name.equals("Access-Control-Allow-Headers") ? LIST : PRINTABLE);
		switch (name) {
			case ALLOW_ORIGIN, "Timing-Allow-Origin" ->
				assertThat(value.equals("*") || value.equals("null") || ReferenceMatcher.isSerialised(value))
					.as("%s: %s", name, value)
					.isTrue();
			case "Access-Control-Max-Age" -> assertThat(Long.parseLong(value)).isBetween(0L, 86400L);
			case "Access-Control-Allow-Private-Network" -> assertThat(value).isEqualTo("true");
			case "Cross-Origin-Resource-Policy" -> assertThat(value).isIn("same-origin", "same-site", "cross-origin");
			case "Vary", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
					"Access-Control-Expose-Headers" ->
				assertThat(names(value)).as(name).isNotEmpty().allMatch(WireOracle::isToken);
			default -> assertThat(value).as(name).isEqualTo("true");
		}
	}

	/**
	 * The fields that a decision writes, each of them once.
	 */
	private static Map<String, String> written(CorsDecision decision, TestRequest request) {
		Map<String, String> written = new LinkedHashMap<>();
		decision.writeTo(written, request.origin(), new HeaderWriter<>() {

			@Override
			public void set(Map<String, String> response, String name, String value) {
				assertThat(response.put(name, value)).as("%s before", name).isNull();
			}

			@Override
			public void addVary(Map<String, String> response, String names) {
				assertThat(response.put("Vary", names)).as("Vary before").isNull();
			}

		});
		assertThat(decision.headers(request.origin())).isEqualTo(written);
		return written;
	}

	private static boolean isAllowed(PolicySpec spec, String origin) {
		List<String> entries = list(spec, Attribute.ALLOWED_ORIGINS);
		boolean allowsNull = Boolean.TRUE.equals(spec.get(Attribute.ALLOW_NULL_ORIGIN));
		return (allowsNull && origin.equals("null"))
				|| entries.stream()
					.anyMatch((entry) -> entry.equals("*") || (entry.startsWith("~")
							? com.google.re2j.Pattern.matches(entry.substring(1), origin)
									&& ReferenceMatcher.isSerialised(origin)
							: ReferenceMatcher.matches(entry, origin)));
	}

	/**
	 * Whether a preflight from an allowed origin is to be allowed by a policy of its own.
	 */
	static boolean allowsPreflight(PolicySpec spec, String method, List<String> lines) {
		return allowsMethod(spec, method) && allowsHeaders(spec, lines);
	}

	private static boolean allowsMethod(PolicySpec spec, String method) {
		if (!isToken(method) || List.of("CONNECT", "TRACE", "TRACK").contains(method.toUpperCase(Locale.ROOT))) {
			return false;
		}
		List<String> methods = spec.get(Attribute.ALLOWED_METHODS);
		if (methods == null) {
			methods = List.of("GET", "HEAD", "POST");
		}
		for (String allowed : methods) {
			boolean normalised = List.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT")
				.contains(allowed.toUpperCase(Locale.ROOT));
			String name = normalised ? allowed.toUpperCase(Locale.ROOT) : allowed;
			if (name.equals("*") || name.equals(method) || (name.equals("GET") && method.equals("HEAD"))) {
				return true;
			}
		}
		return false;
	}

	private static boolean allowsHeaders(PolicySpec spec, List<String> lines) {
		List<String> allowed = list(spec, Attribute.ALLOWED_HEADERS).stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.toList();
		boolean credentials = Boolean.TRUE.equals(spec.get(Attribute.ALLOW_CREDENTIALS));
		int length = lines.stream().mapToInt(String::length).sum();
		List<String> asked = lines.stream().flatMap((line) -> names(line).stream()).toList();
		if (length > 8192 || (credentials && allowed.contains("*") && !asked.isEmpty()
				&& String.join(", ", lines).length() > 4096)) {
			return false;
		}
		return asked.stream().allMatch((name) -> {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			boolean wildcard = allowed.contains("*") && (credentials || !lowerCase.equals("authorization"));
			return isToken(name) && (wildcard || allowed.contains(lowerCase) || ALWAYS_ALLOWED.contains(lowerCase));
		});
	}

	/** The elements of a list (RFC 9110, 5.6.1), empty ones left out. */
	static List<String> names(String value) {
		return Arrays.stream(value.split(","))
			.map(WireOracle::withoutBlanks)
			.filter((name) -> !name.isEmpty())
			.toList();
	}

	private static String withoutBlanks(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && " \t".indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		while (start < end && " \t".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isToken(String text) {
		return TOKEN.matcher(text).matches();
	}

	private static List<String> list(PolicySpec spec, Attribute<List<String>> attribute) {
		List<String> value = spec.get(attribute);
		if (value != null) {
			return value;
		}
		return (attribute == Attribute.ALLOWED_HEADERS) ? List.of("Content-Type") : List.of();
	}

	private static List<String> values(TestRequest request, String name) {
		return request.headers()
			.stream()
			.filter((field) -> field.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.toList();
	}

}
