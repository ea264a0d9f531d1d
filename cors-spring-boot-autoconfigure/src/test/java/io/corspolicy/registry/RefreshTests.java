package io.corspolicy.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is in force while refreshes succeed, fail, wait and meet.
 */
@Timeout(60)
class RefreshTests {

	private final AtomicLong nanos = new AtomicLong(1_000);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<RefreshOutcome> outcomes = new CopyOnWriteArrayList<>();

	private final List<DecisionListener> listeners = new CopyOnWriteArrayList<>();

	@Test
	void aSourceIsReadAnewOnlyIfItsVersionHasChanged() {
		Database database = new Database();
		Database other = new Database("other");
		CorsPolicyRegistry registry = registry(database, other);
		registry.refresh();
		assertThat(registry.refreshIfChanged()).isFalse();
		assertThat(database.reads).hasValue(1);
		database.write(2);
		assertThat(registry.refreshIfChanged()).isTrue();
		assertThat(database.reads).hasValue(2);
		assertThat(other.reads).hasValue(1);
		assertThat(inForce(registry)).containsExactly("https://v2.example.com", "https://v1.example.com");
		registry.refresh();
		assertThat(other.reads).hasValue(2);
		assertThat(this.outcomes).containsExactly(RefreshOutcome.REPLACED, RefreshOutcome.UNCHANGED,
				RefreshOutcome.REPLACED, RefreshOutcome.REPLACED);
	}

	@Test
	void aSourceWithoutVersionIsReadEachTimeAndSwappedOnlyIfItChanges() {
		Database database = new Database();
		database.version = () -> null;
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Snapshot before = registry.snapshot();
		assertThat(registry.refreshIfChanged()).isFalse();
		assertThat(database.reads).hasValue(2);
		assertThat(registry.snapshot()).isSameAs(before);
		database.write(2);
		assertThat(registry.refreshIfChanged()).isTrue();
		assertThat(inForce(registry)).containsExactly("https://v2.example.com");
	}

	@Test
	void aNewVersionOfTheSamePoliciesIsTakenOverWithoutASwap() {
		Database database = new Database();
		AtomicInteger version = new AtomicInteger(1);
		database.version = version::get;
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Snapshot before = registry.snapshot();
		version.set(2);
		assertThat(registry.refreshIfChanged()).isFalse();
		assertThat(registry.refreshIfChanged()).isFalse();
		assertThat(database.reads).hasValue(2);
		assertThat(registry.snapshot()).isSameAs(before);
		assertThat(registry.refreshState().sources()).singleElement()
			.isEqualTo(new RefreshState.Source(Database.class.getName(), "2", 1, false));
	}

	@Test
	void defaultsThatChangeAreAChange() {
		AtomicReference<PolicySpec> defaults = new AtomicReference<>(PolicySpec.empty());
		DefaultsSource source = () -> new DefaultsSource.Contents(List.of(), defaults.get(), List.of(),
				UnaryOperator.identity());
		CorsPolicyRegistry registry = registry(source);
		registry.refresh();
		assertThat(registry.refreshIfChanged()).isFalse();
		defaults.set(PolicySpec.empty().with(Attribute.MAX_AGE, Duration.ofHours(1)));
		assertThat(registry.refreshIfChanged()).isTrue();
		assertThat(registry.refreshIfChanged()).isFalse();
		defaults.set(defaults.get().withPlaces((attribute) -> "another file"));
		assertThat(registry.refreshIfChanged()).isTrue();
	}

	/** The version is older than the policies, never newer. */
	@Test
	void aChangeBetweenVersionAndPoliciesIsSeenAtTheNextCheck() {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		database.write(2);
		database.inPolicies = () -> database.write(3);
		assertThat(registry.refreshIfChanged()).isTrue();
		database.inPolicies = () -> {
		};
		registry.refreshIfChanged();
		assertThat(database.reads).hasValue(3);
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
	}

	static Stream<Arguments> failures() {
		Supplier<RuntimeException> down = () -> new IllegalStateException("down\nfor good",
				new UnsupportedOperationException("refused"));
		String because = " java.lang.IllegalStateException \"down\\nfor good\", because of"
				+ " java.lang.UnsupportedOperationException \"refused\".";
		return Stream.of(Arguments.of(failing((database) -> database.inVersion = () -> {
			throw down.get();
		}), "The policy source " + Database.class.getName() + " can't be read:" + because),
				Arguments.of(failing((database) -> database.inPolicies = () -> {
					throw down.get();
				}), "The policy source " + Database.class.getName() + " can't be read:" + because),
				Arguments.of(failing((database) -> database.inPolicies = () -> {
					throw new StackOverflowError();
				}), "The policy source " + Database.class.getName() + " can't be read: java.lang.StackOverflowError."),
				Arguments.of(failing((database) -> database.inPolicies = () -> {
					throw new NoClassDefFoundError("x");
				}), "The policy source " + Database.class.getName()
						+ " can't be read: java.lang.NoClassDefFoundError \"x\"."),
				Arguments.of(failing((database) -> database.inPolicies = () -> {
					throw new OutOfMemoryError("none");
				}), "The refresh failed: java.lang.OutOfMemoryError \"none\"."),
				Arguments.of(failing((database) -> database.policies = () -> null),
						"The policy source " + Database.class.getName()
								+ " can't be read: java.lang.NullPointerException \"policies() returned null\"."),
				Arguments.of(
						failing((database) -> database.policies = () -> List.of(definition("database", "no origin"),
								definition("database", "https://a.example.com"))),
						"The policies are invalid: policy \"database\", \"allowed-origins[0]\": "));
	}

	private static Failing failing(Failing failing) {
		return failing;
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whatFailsLeavesThePoliciesAsTheyAre(Failing failing, String sentence) {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Snapshot before = registry.snapshot();
		pass(Duration.ofSeconds(10));
		database.write(2);
		failing.breakDown(database);
		assertThatThrownBy(registry::refreshIfChanged).isInstanceOf(Throwable.class);
		assertThatThrownBy(registry::refresh).isInstanceOf(Throwable.class);
		assertThat(registry.snapshot()).isSameAs(before);
		RefreshState state = registry.refreshState();
		assertThat(state.failing()).isTrue();
		assertThat(state.age()).isEqualTo(Duration.ofSeconds(10));
		assertThat(state.lastSuccess()).isEqualTo(Instant.EPOCH.plusNanos(1_000));
		RefreshState.Failure failure = Objects.requireNonNull(state.lastFailure());
		assertThat(failure.sentence()).startsWith(sentence).hasSizeLessThan(600);
		assertThat(failure.time()).isEqualTo(Instant.EPOCH.plusSeconds(10).plusNanos(1_000));
		assertThat(state.running()).isNull();
		assertThat(state.sources()).singleElement().extracting(RefreshState.Source::version).isEqualTo("1");

		database.repair();
		assertThat(registry.refreshIfChanged()).isTrue();
		state = registry.refreshState();
		assertThat(state.failing()).isFalse();
		assertThat(state.age()).isZero();
		assertThat(state.lastFailure()).isEqualTo(failure);
		assertThat(inForce(registry)).containsExactly("https://v2.example.com");
		assertThat(this.outcomes).containsExactly(RefreshOutcome.REPLACED, RefreshOutcome.FAILED, RefreshOutcome.FAILED,
				RefreshOutcome.REPLACED);
	}

	@Test
	void allSourcesThatFailAreNamed() {
		Database one = new Database();
		one.inPolicies = () -> {
			throw new IllegalStateException("one");
		};
		PolicySource other = () -> {
			throw new IllegalStateException("other");
		};
		assertThatExceptionOfType(PolicySourceException.class).isThrownBy(registry(one, other)::refresh)
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(Database.class.getName()))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.asString()
				.contains(RefreshTests.class.getName(), "\"other\""));
	}

	/** It is not the last one to be swapped that holds, but the last one to be read. */
	@Test
	void aSetThatWasReadEarlierIsNeverSwappedInLater() throws Exception {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Stop stop = database.stopAfterReading();
		database.write(2);
		Future<?> early = this.threads.submit(registry::refresh);
		stop.awaitArrival();
		database.write(3);
		registry.refresh();
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
		stop.release();
		early.get(30, TimeUnit.SECONDS);
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
		assertThat(database.reads).hasValue(3);
	}

	/**
	 * The refresh that began later has read what is older than what was swapped
	 * meanwhile.
	 */
	@Test
	void whoReadBeforeAnotherSwapReadsAnew() throws Exception {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Stop before = database.stopBeforeReading();
		Future<?> first = this.threads.submit(registry::refresh);
		before.awaitArrival();
		Stop after = database.stopAfterReading();
		database.write(2);
		Future<?> second = this.threads.submit(registry::refresh);
		after.awaitArrival();
		database.write(3);
		before.release();
		first.get(30, TimeUnit.SECONDS);
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
		after.release();
		second.get(30, TimeUnit.SECONDS);
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
		assertThat(database.reads).hasValue(4);
	}

	@Test
	void aRefreshByHandIsNotLostToACheckThatFoundNothing() throws Exception {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Snapshot before = registry.snapshot();
		Stop stop = database.stopAfterReading();
		database.write(2);
		Future<?> byHand = this.threads.submit(registry::refresh);
		stop.awaitArrival();
		database.version = () -> 1;
		assertThat(registry.refreshIfChanged()).isFalse();
		stop.release();
		byHand.get(30, TimeUnit.SECONDS);
		assertThat(registry.snapshot()).isNotSameAs(before);
		assertThat(inForce(registry)).containsExactly("https://v2.example.com");
	}

	@Test
	void aSourceThatTakesItsTimeKeepsNobodyWaiting() throws Exception {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Stop stop = database.stopBeforeReading();
		Future<Boolean> check = this.threads.submit(() -> {
			database.write(2);
			return registry.refreshIfChanged();
		});
		stop.awaitArrival();
		pass(Duration.ofSeconds(5));
		assertThat(inForce(registry)).containsExactly("https://v1.example.com");
		assertThat(registry.explain("https://v1.example.com", "GET", "/database", List.of(), false).steps())
			.isNotEmpty();
		assertThat(registry.refreshState().running()).isEqualTo(Duration.ofSeconds(5));
		registry.refresh();
		assertThat(inForce(registry)).containsExactly("https://v2.example.com");
		stop.release();
		assertThat(check.get(30, TimeUnit.SECONDS)).isFalse();
		assertThat(registry.refreshState().running()).isNull();
	}

	/**
	 * As with {@code SELECT ... FOR UPDATE}: the source waits for a transaction, which
	 * waits for a request and refreshes before it ends.
	 */
	@Test
	void aSourceMayWaitForWhoeverAsksOrRefreshes() throws Exception {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		AtomicInteger depth = new AtomicInteger();
		database.inPolicies = () -> {
			if (depth.getAndIncrement() == 0) {
				join(this.threads.submit(() -> PolicyLookup.find(registry, PathContainer.parsePath("/database"))));
				join(this.threads.submit(registry::refresh));
			}
		};
		registry.refresh();
		assertThat(database.reads).hasValueGreaterThan(2);
	}

	@Test
	void listenersAreToldOfTheLatestPoliciesLast() throws Exception {
		Database database = new Database();
		Slow slow = new Slow();
		this.listeners.add(slow);
		CorsPolicyRegistry registry = registry(database);
		registry.refresh();
		Stop stop = new Stop();
		slow.stop.set(stop);
		database.write(2);
		Future<?> first = this.threads.submit(registry::refresh);
		stop.awaitArrival();
		database.write(3);
		registry.refresh();
		assertThat(inForce(registry)).containsExactly("https://v3.example.com");
		stop.release();
		first.get(30, TimeUnit.SECONDS);
		assertThat(slow.heard).containsExactly("https://v1.example.com", "https://v2.example.com",
				"https://v3.example.com");
	}

	/** By work, not by time: a policy that is compiled is told to its listener. */
	@Test
	void onlyWhatHasChangedIsCompiledAnew() {
		List<PolicyDefinition> definitions = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			definitions.add(definition("t" + i, "https://t" + i + ".example.com"));
		}
		List<String> compiled = new ArrayList<>();
		this.listeners.add(new DecisionListener() {

			@Override
			public DecisionListener forPolicy(CompiledPolicy policy) {
				compiled.add(policy.name());
				return this;
			}

			@Override
			public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
				// Not asked here.
			}

		});
		CorsPolicyRegistry registry = registry(() -> List.copyOf(definitions));
		registry.refresh();
		assertThat(compiled).hasSize(10_000);
		compiled.clear();
		List<PatternPolicies> entries = registry.snapshot().policies().entries();

		definitions.set(7, definition("t7", "https://other.example.com"));
		definitions.remove(5);
		definitions.add(definition("new", "https://new.example.com"));
		assertThat(registry.refreshIfChanged()).isTrue();
		assertThat(compiled).containsExactlyInAnyOrder("t7", "new");
		assertThat(registry.snapshot().policies().entries()).extracting(PatternPolicies::hosted)
			.filteredOn((hosted) -> entries.stream().noneMatch((entry) -> entry.hosted() == hosted))
			.hasSize(2);
		assertThat(inForce(registry)).hasSize(10_000)
			.contains("https://other.example.com")
			.endsWith("https://new.example.com");
		assertThat(PolicyLookup.find(registry, PathContainer.parsePath("/t5"))).isNull();

		compiled.clear();
		registry.refresh();
		assertThat(compiled).isEmpty();
		assertThat(registry.policies()).hasSize(10_000);
	}

	@Test
	void whatAPolicyDependsOnIsCompiledWithIt() {
		List<PolicyDefinition> definitions = new ArrayList<>(
				List.of(new PolicyDefinition("live", List.of("/live"), definition("live", "https://a.example").spec(),
						"next", null), definition("next", "https://b.example")));
		CorsPolicyRegistry registry = registry(() -> List.copyOf(definitions));
		registry.refresh();
		definitions.set(1, definition("next", "https://c.example"));
		registry.refreshIfChanged();
		CompiledPolicy candidate = Objects.requireNonNull(registry.policies().get(0).candidate());
		assertThat(origins(List.of(candidate))).containsExactly("https://c.example");

		this.listeners.add(new Slow());
		registry.refresh();
		definitions.set(1, definition("next", "https://d.example"));
		registry.refresh();
		assertThat(((Slow) this.listeners.get(0)).heard).contains("https://a.example", "https://d.example");
	}

	/** Contradictions with what was there before are found, too. */
	@Test
	void whatHasNotChangedIsStillCompared() {
		List<PolicyDefinition> definitions = new ArrayList<>(
				List.of(new PolicyDefinition("one", List.of("/a/*/c"), definition("one", "https://a.example").spec()),
						new PolicyDefinition("two", List.of("/b"), definition("two", "https://a.example").spec())));
		CorsPolicyRegistry registry = registry(() -> List.copyOf(definitions));
		registry.refresh();
		for (String path : List.of("/a/*/c", "/a/b/*")) {
			definitions.set(1,
					new PolicyDefinition("two", List.of(path), definition("two", "https://a.example").spec()));
			assertThatExceptionOfType(InvalidPolicyException.class).as(path)
				.isThrownBy(registry::refreshIfChanged)
				.satisfies((ex) -> assertThat(ex.problems()).hasSize(1));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 50 })
	void manyPoliciesOnAPathAreComparedOnlyWhereTheyMeet(int number) {
		List<PolicyDefinition> definitions = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			definitions.add(new PolicyDefinition("t" + i, List.of("/all"),
					definition("t", "https://t" + i + ".example.com").spec()));
		}
		CorsPolicyRegistry registry = registry(() -> List.copyOf(definitions));
		registry.refresh();
		PolicySpec last = definitions.get(number - 1).spec();
		for (PolicySpec wrong : List.of(definitions.get(0).spec(), last.with(Attribute.ENABLED, false),
				last.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, CrossOriginResourcePolicy.SAME_SITE))) {
			definitions.set(number - 1, new PolicyDefinition("last", List.of("/all"), wrong));
			assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(registry::refreshIfChanged);
		}
		definitions.set(0, new PolicyDefinition("t0", List.of("/all"),
				definitions.get(0).spec().with(Attribute.ALLOW_NULL_ORIGIN, true)));
		definitions.set(number - 1,
				new PolicyDefinition("last", List.of("/all"), last.with(Attribute.ALLOW_NULL_ORIGIN, true)));
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(registry::refreshIfChanged)
			.satisfies((ex) -> assertThat(ex.problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.value()).isEqualTo("null")));
	}

	@Test
	void handlersAreReadAnewWithoutAskingTheSources() {
		Database database = new Database();
		CorsPolicyRegistry registry = registry(database);
		registry.refreshHandlers();
		assertThat(this.outcomes).containsExactly(RefreshOutcome.REPLACED);
		Snapshot before = registry.snapshot();
		database.write(2);
		registry.refreshHandlers();
		assertThat(database.reads).hasValue(1);
		assertThat(registry.snapshot()).isNotSameAs(before);
		assertThat(registry.refreshIfChanged()).isTrue();
	}

	@Test
	void problemsOfMorePoliciesAreFoundAside() {
		CorsPolicyRegistry registry = registry(new Database());
		Snapshot before = registry.snapshot();
		assertThat(registry.problemsWith(List.of(more("https://a.example")))).isEmpty();
		assertThat(registry.problemsWith(List.of(more("https://a.example/")))).singleElement()
			.satisfies((problem) -> assertThat(problem.policy()).isEqualTo("more"));
		assertThat(registry.snapshot()).isSameAs(before);
	}

	private static PolicyDefinition more(String origin) {
		return new PolicyDefinition("more", List.of("/more"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
	}

	@Test
	void whatHearsOfRefreshesChangesNothing() {
		CorsPolicyRegistry registry = registry(new Database());
		registry.addRefreshListener((outcome) -> {
			throw new IllegalStateException();
		});
		registry.addRefreshListener(this.outcomes::add);
		registry.refresh();
		assertThat(this.outcomes).containsExactly(RefreshOutcome.REPLACED, RefreshOutcome.REPLACED);
	}

	@Test
	void beforeTheFirstRefreshThereIsAnAge() {
		CorsPolicyRegistry registry = registry(new Database());
		pass(Duration.ofSeconds(3));
		assertThat(registry.refreshState()).isEqualTo(new RefreshState(null, Duration.ofSeconds(3), null, false, null,
				List.of(new RefreshState.Source(Database.class.getName(), null, 0, false))));
	}

	private static void join(Future<?> future) {
		try {
			future.get(30, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private CorsPolicyRegistry registry(PolicySource... sources) {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(sources), () -> PathPatternParser.defaultInstance,
				PolicySpec::empty, List::of, () -> List.copyOf(this.listeners),
				new RefreshHistory(() -> Instant.EPOCH.plusNanos(this.nanos.get()), this.nanos::get));
		registry.addRefreshListener(this.outcomes::add);
		return registry;
	}

	private static List<String> inForce(CorsPolicyRegistry registry) {
		return origins(registry.policies().stream().map(RegisteredPolicy::policy).toList());
	}

	private static List<String> origins(Collection<CompiledPolicy> policies) {
		return policies.stream()
			.flatMap((policy) -> Objects.requireNonNull(policy.spec().get(Attribute.ALLOWED_ORIGINS)).stream())
			.toList();
	}

	private static PolicyDefinition definition(String name, String origin) {
		return new PolicyDefinition(name, List.of("/" + name),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
	}

	/**
	 * Breaks something.
	 */
	@FunctionalInterface
	private interface Failing {

		void breakDown(Database database);

	}

	/**
	 * Where a thread stops until it is released.
	 */
	private static final class Stop {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		void awaitArrival() throws InterruptedException {
			assertThat(this.arrived.await(30, TimeUnit.SECONDS)).isTrue();
		}

		void release() {
			this.released.countDown();
		}

		void stop() {
			this.arrived.countDown();
			try {
				assertThat(this.released.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A source whose one origin has its version.
	 */
	private static final class Database implements PolicySource {

		private final String name;

		private final AtomicInteger stored = new AtomicInteger(1);

		private final AtomicInteger reads = new AtomicInteger();

		private final AtomicReference<@Nullable Stop> before = new AtomicReference<>();

		private final AtomicReference<@Nullable Stop> after = new AtomicReference<>();

		private volatile Runnable inVersion = () -> {
		};

		private volatile Runnable inPolicies = () -> {
		};

		private volatile Supplier<@Nullable Object> version = this.stored::get;

		private volatile @Nullable Supplier<@Nullable List<PolicyDefinition>> policies;

		Database() {
			this("database");
		}

		Database(String name) {
			this.name = name;
		}

		void write(int version) {
			this.stored.set(version);
		}

		void repair() {
			this.inVersion = () -> {
			};
			this.inPolicies = () -> {
			};
			this.policies = null;
		}

		/** The next to come stops before it reads. */
		Stop stopBeforeReading() {
			Stop stop = new Stop();
			this.before.set(stop);
			return stop;
		}

		/** The next to come stops with what it has read. */
		Stop stopAfterReading() {
			Stop stop = new Stop();
			this.after.set(stop);
			return stop;
		}

		@Override
		public @Nullable Object version() {
			this.inVersion.run();
			return this.version.get();
		}

		@Override
		@SuppressWarnings("NullAway")
		public List<PolicyDefinition> policies() {
			this.reads.incrementAndGet();
			stop(this.before);
			this.inPolicies.run();
			Supplier<@Nullable List<PolicyDefinition>> replaced = this.policies;
			if (replaced != null) {
				return replaced.get();
			}
			List<PolicyDefinition> read = List
				.of(definition(this.name, "https://v" + this.stored.get() + ".example.com"));
			stop(this.after);
			return read;
		}

		private static void stop(AtomicReference<@Nullable Stop> place) {
			Stop stop = place.getAndSet(null);
			if (stop != null) {
				stop.stop();
			}
		}

	}

	/**
	 * Hears of policies, in its own time.
	 */
	private static final class Slow implements DecisionListener {

		private final List<String> heard = new ArrayList<>();

		private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

		@Override
		public void replaced(Collection<CompiledPolicy> policies) {
			Stop here = this.stop.getAndSet(null);
			if (here != null) {
				here.stop();
			}
			this.heard.addAll(origins(policies));
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			// Not asked here.
		}

	}

}
