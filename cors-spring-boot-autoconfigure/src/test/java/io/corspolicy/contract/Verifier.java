package io.corspolicy.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.test.Browser;
import io.corspolicy.test.Exchange;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.WireResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends requests on several ways, and compares what comes of them with the contract and
 * with each other. Where something differs, it looks for a small case that shows it.
 */
final class Verifier {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final long seed;

	private final List<Way> ways;

	Verifier(long seed, Way... ways) {
		this.seed = seed;
		this.ways = List.of(ways);
	}

	/**
	 * Hold what comes of a page's fetch to the contract.
	 */
	void verify(Configuration configuration, PageFetch fetch) {
		verify(Case.of(configuration, fetch), (one) -> checkFetch(one.configuration(), one.request()));
	}

	/**
	 * Hold what comes of something that no browser sends to the contract.
	 */
	void verify(Configuration configuration, OddRequest request) {
		verify(Case.of(configuration, request), (one) -> checkOdd(one.configuration(), one.request()));
	}

	private <T> void verify(Case<T> original, Consumer<Case<T>> check) {
		try {
			check.accept(original);
		}
		catch (AssertionError | RuntimeException ex) {
			Case<T> smallest = Shrinker.shrink(original, Case::smaller, (one) -> fails(one, check));
			throw new AssertionError(
					"seed %d, made small:%n%s%n%s".formatted(this.seed, smallest, describe(smallest, check)), ex);
		}
	}

	private static <T> boolean fails(Case<T> one, Consumer<Case<T>> check) {
		try {
			check.accept(one);
			return false;
		}
		catch (InvalidPolicyException ex) {
			// Too much was left out.
			return false;
		}
		catch (AssertionError | RuntimeException ex) {
			return true;
		}
	}

	private static <T> String describe(Case<T> one, Consumer<Case<T>> check) {
		try {
			check.accept(one);
			return "(failed once, and then no more)";
		}
		catch (AssertionError | RuntimeException ex) {
			return ex.toString();
		}
	}

	private void checkFetch(Configuration configuration, PageFetch fetch) {
		Contract contract = new Contract(configuration);
		Outcome expected = contract.outcome(fetch);
		List<String> first = List.of();
		for (Way way : this.ways) {
			way.application().configure(configuration);
			Browser browser = fetch.browser().withClock(() -> NOW);
			FetchResult result = way.send(fetch, browser);
			assertThat(Outcome.of(result)).as("on %s: %s", way.name(), result).isEqualTo(expected);
			for (Exchange exchange : result.exchanges()) {
				checkExchange(contract, fetch, exchange, () -> "on %s: %s".formatted(way.name(), result));
			}
			if (result.isReadable() && result.wasPreflighted()) {
				assertThat(way.send(fetch, browser).wasPreflighted()).as("again on %s: %s", way.name(), result)
					.isEqualTo(contract.isPreflightedAgain(fetch));
			}
			List<String> answers = result.exchanges().stream().map((one) -> describe(one.response())).toList();
			first = first.isEmpty() ? answers : first;
			assertThat(answers).as("on %s as on %s", way.name(), this.ways.get(0).name()).isEqualTo(first);
		}
	}

	private static void checkExchange(Contract contract, PageFetch fetch, Exchange exchange,
			Supplier<String> description) {
		WireResponse response = exchange.response();
		assertThat(response.status()).as(description).isLessThan(500);
		Set<String> vary = vary(response);
		Set<String> expected = contract.vary(fetch.server(), fetch.path(), exchange.preflight());
		assertThat(vary).as(description).containsAll(expected);
		if (contract.covers(fetch.server(), fetch.path()) && !exchange.preflight()) {
			assertThat(vary.contains("origin")).as(description).isEqualTo(expected.contains("origin"));
		}
	}

	private void checkOdd(Configuration configuration, OddRequest request) {
		Contract contract = new Contract(configuration);
		if (!contract.covers(request.server(), request.path())) {
			// What Spring makes of it is not ours to say.
			return;
		}
		List<String> origins = request.origins();
		boolean odd = origins.size() != 1
				|| !(origins.get(0).equals("null") || ReferenceMatcher.isSerialised(origins.get(0)));
		String first = "";
		for (Way way : this.ways) {
			way.application().configure(configuration);
			WireResponse response = way.exchange(request.toWire());
			assertThat(response.status()).as("on %s: %s", way.name(), response).isLessThan(500);
			String allowed = response.headers().get("Access-Control-Allow-Origin");
			if (odd && allowed != null) {
				assertThat(allowed).as("on %s", way.name()).isEqualTo("*");
				assertThat(contract.sharesWithAnybody(request.server(), request.path())).as("on %s", way.name())
					.isTrue();
			}
			String answer = describe(response);
			first = first.isEmpty() ? answer : first;
			assertThat(answer).as("on %s as on %s", way.name(), this.ways.get(0).name()).isEqualTo(first);
		}
	}

	/** Status and what browsers and caches are told about origins. */
	private static String describe(WireResponse response) {
		List<String> lines = new ArrayList<>();
		for (HeaderList.Field field : response.headers().fields()) {
			String name = field.name().toLowerCase(Locale.ROOT);
			if (name.startsWith("access-control-") || name.equals("timing-allow-origin")
					|| name.equals("cross-origin-resource-policy")) {
				lines.add(name + ": " + field.value());
			}
		}
		lines.sort(null);
		return "status %d, %s, vary: %s".formatted(response.status(), lines, vary(response));
	}

	private static Set<String> vary(WireResponse response) {
		Set<String> names = new TreeSet<>();
		response.headers()
			.values("Vary")
			.forEach((line) -> Arrays.stream(line.split(","))
				.map((name) -> name.strip().toLowerCase(Locale.ROOT))
				.forEach(names::add));
		return names;
	}

}
