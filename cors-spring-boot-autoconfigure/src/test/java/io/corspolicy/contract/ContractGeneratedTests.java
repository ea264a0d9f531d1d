package io.corspolicy.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Generated configurations and requests: a page reads a response, by a browser's
 * algorithm, if and only if the contract lets it, and both stacks answer alike. Every run
 * has its own seed; a failure prints it beside a small case, and {@code -Dseed=} repeats
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractGeneratedTests {

	private static final int CONFIGURATIONS = 400;

	private static final int FETCHES = 60;

	private static final int ODD_REQUESTS = 15;

	private static final int SERVED_CONFIGURATIONS = 100;

	private static final int SERVED_FETCHES = 10;

	private final long seed = Objects.requireNonNullElseGet(Long.getLong("seed"), new Random()::nextLong);

	private final ServletApplication servlet = new ServletApplication();

	private final ReactiveApplication reactive = new ReactiveApplication();

	@AfterAll
	void stop() throws IOException {
		this.servlet.close();
		this.reactive.close();
	}

	@Test
	void pagesReadWhatTheContractLetsThemRead() {
		Verifier verifier = new Verifier(this.seed, Way.within(this.servlet), Way.within(this.reactive));
		Map<String, Integer> outcomes = new TreeMap<>();
		for (int i = 0; i < CONFIGURATIONS; i++) {
			Random random = new Random(this.seed + i);
			Configuration configuration = new ConfigurationGenerator(random).configuration();
			RequestGenerator requests = new RequestGenerator(random, configuration);
			Contract contract = new Contract(configuration);
			String server = requests.server();
			for (int j = 0; j < FETCHES; j++) {
				PageFetch fetch = requests.fetch(server);
				verifier.verify(configuration, fetch);
				count(outcomes, contract.outcome(fetch));
			}
			for (int j = 0; j < ODD_REQUESTS; j++) {
				verifier.verify(configuration, requests.odd(server));
			}
		}
		System.out.printf("%s: seed %d, %d configurations, %d fetches on each stack, %s%n", getClass().getSimpleName(),
				this.seed, CONFIGURATIONS, CONFIGURATIONS * FETCHES, outcomes);
		assertThat(outcomes).as("seed %d", this.seed).hasSize(8);
		assertThat(outcomes.values()).as("seed %d: %s", this.seed, outcomes)
			.allMatch((count) -> count > CONFIGURATIONS * FETCHES / 20);
	}

	private static void count(Map<String, Integer> outcomes, Outcome outcome) {
		outcomes.merge("preflighted: " + outcome.preflighted(), 1, Integer::sum);
		outcomes.merge("readable: " + outcome.readable(), 1, Integer::sum);
		outcomes.merge("reached: " + outcome.reached(), 1, Integer::sum);
		outcomes.merge("exposed: " + (outcome.visible().size() > 1), 1, Integer::sum);
	}

	@Test
	void serversDoAsTheStacksDo() {
		for (Application application : List.of(this.servlet, this.reactive)) {
			Verifier verifier = new Verifier(this.seed, Way.within(application), Way.over(application));
			for (int i = 0; i < SERVED_CONFIGURATIONS; i++) {
				Random random = new Random(this.seed - 1 - i);
				Configuration configuration = new ConfigurationGenerator(random).configuration();
				RequestGenerator requests = new RequestGenerator(random, configuration);
				for (int j = 0; j < SERVED_FETCHES; j++) {
					verifier.verify(configuration, requests.fetch(application.url()));
				}
			}
		}
	}

	/** What proves that the test above can fail, and that failures can be understood. */
	@ParameterizedTest
	@EnumSource
	void aPlantedFaultIsFoundAndMadeSmall(Fault fault) {
		Verifier verifier = new Verifier(this.seed, fault.on(Way.within(this.servlet)));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
			for (int i = 0; i < CONFIGURATIONS; i++) {
				Random random = new Random(this.seed + i);
				Configuration configuration = new ConfigurationGenerator(random).configuration();
				RequestGenerator requests = new RequestGenerator(random, configuration);
				verifier.verify(configuration, requests.fetch(requests.server()));
			}
		}).satisfies((failure) -> {
			List<String> lines = failure.getMessage().lines().toList();
			assertThat(lines.get(0)).contains("seed " + this.seed);
			int request = (int) lines.stream().takeWhile((line) -> !line.contains(" from ")).count();
			assertThat(lines.subList(1, request)).as(failure.getMessage()).startsWith("cors:").hasSizeLessThan(12);
			// A preflight may take a header.
			assertThat(lines.get(request)).containsPattern(", \\[[^,]*], ");
		});
	}

}
