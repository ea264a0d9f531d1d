package io.corspolicy.observe;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.logs.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NearMissWarning}.
 */
class NearMissWarningTests {

	private static final long MINUTE = 60_000_000_000L;

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - MINUTE);

	private int readings;

	private final NearMissWarning warning = new NearMissWarning(() -> {
		this.readings++;
		return this.time.get();
	});

	private final CompiledPolicy policy = CompiledPolicy.compile("api",
			PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS,
						List.of("https://app.example.com", "http://localhost:3000", "https://*.shop.example"))
				.with(Attribute.ALLOWED_METHODS, List.of("GET")));

	private final DecisionListener listener = this.warning.forPolicy(this.policy);

	@AutoClose
	private final CapturedLog log = new CapturedLog(DecisionLog.CATEGORY, Level.WARN);

	@ParameterizedTest
	@CsvSource({ "http://app.example.com, https://app.example.com, its scheme",
			"https://app.example.com:8443, https://app.example.com, its port",
			"http://localhost:4200, http://localhost:3000, its port",
			"https://www.app.example.com, https://app.example.com, \"www.\"",
			"https://app.example.com., https://app.example.com, the dot at the end of its host",
			"https://App.example.com, https://app.example.com, its case",
			"http://eu.shop.example, https://eu.shop.example, its scheme" })
	void saysWhatLooksLikeAMistake(String origin, String allowed, String difference) {
		hear(origin);
		hear(origin);
		assertThat(lines()).singleElement()
			.asString()
			.startsWith("Policy api refuses GET /x from " + origin + ". It differs from \"" + allowed + "\"")
			.endsWith("only by " + difference + ".");
	}

	@ParameterizedTest
	@CsvSource({ "https://evil.example", "null", "https://app.example.com.evil.example", "garbage" })
	void saysNothingOfStrangers(String origin) {
		hear(origin);
		assertThat(lines()).isEmpty();
	}

	@Test
	void saysNothingOfMethods() {
		CorsDecision decision = decide("https://app.example.com", "PUT");
		this.listener.decided(decision, "PUT", "/x", "https://app.example.com");
		assertThat(lines()).isEmpty();
	}

	@Test
	void canNotBeMadeToFillTheLog() {
		for (int i = 0; i < 5000; i++) {
			hear("https://app.example.com:" + (i + 1));
		}
		assertThat(lines()).hasSize(10);
		this.time.addAndGet(MINUTE);
		for (int i = 0; i < 64; i++) {
			hear("https://app.example.com:" + (6000 + i));
		}
		assertThat(lines()).hasSize(11);
	}

	@Test
	void strangersDoNotHideMistakesForLong() {
		for (int i = 0; i < 5000; i++) {
			hear("https://evil" + i + ".example");
		}
		hear("http://app.example.com");
		assertThat(lines()).isEmpty();
		this.time.addAndGet(MINUTE / 60);
		for (int i = 0; i < 16; i++) {
			hear("http://app.example.com");
		}
		assertThat(lines()).hasSize(1);
	}

	@Test
	void theClockIsReadForFewOfManyRefusals() {
		for (int i = 0; i < 60; i++) {
			hear("https://evil" + i + ".example");
		}
		assertThat(this.readings).isEqualTo(60);
		for (int i = 0; i < 1600; i++) {
			hear("https://evil" + i + ".example");
		}
		assertThat(this.readings).isEqualTo(160);
	}

	@Test
	void aRefreshDoesNotBeginAnew() {
		hear("http://app.example.com");
		this.warning.forPolicy(this.policy)
			.decided(decide("http://app.example.com", "GET"), "GET", "/x", "http://app.example.com");
		assertThat(lines()).hasSize(1);
	}

	private void hear(String origin) {
		this.listener.decided(decide(origin, "GET"), "GET", "/x", origin);
	}

	private CorsDecision decide(String origin, String method) {
		PolicySet policies = PolicySet.lenient(List.of(this.policy));
		return Objects.requireNonNull(
				CorsEngine.decide((any, anyMethod) -> policies, false, origin, method, MethodReader.INSTANCE));
	}

	private List<String> lines() {
		return this.log.events().stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	/**
	 * A request that is nothing but its method.
	 */
	private enum MethodReader implements RequestReader<String> {

		INSTANCE;

		@Override
		public String method(String request) {
			return request;
		}

		@Override
		public @Nullable String header(String request, String name) {
			return null;
		}

		@Override
		public Iterator<String> headers(String request, String name) {
			return Collections.emptyIterator();
		}

		@Override
		public @Nullable String scheme(String request) {
			return null;
		}

		@Override
		public @Nullable String host(String request) {
			return null;
		}

		@Override
		public int port(String request) {
			return -1;
		}

	}

}
