package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.logs.CapturedLog;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When {@link IntervalRefresh} checks, what it says, and how it ends.
 */
@Timeout(60)
class IntervalRefreshTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class, CorsPolicyRefreshAutoConfiguration.class);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	@AutoClose
	private final CapturedLog log = new CapturedLog(RefreshLog.class.getName(), Level.INFO);

	private final Source source = new Source();

	private final CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.source),
			() -> PathPatternParser.defaultInstance);

	private final Turns turns = new Turns();

	private final Deque<Double> random = new ArrayDeque<>(List.of(0.5, 0.0, 1.0));

	private final IntervalRefresh refresh = refresh(INTERVAL);

	private IntervalRefresh refresh(@Nullable Duration interval) {
		return new IntervalRefresh(this.registry, interval, new RefreshLog(interval), this.turns,
				() -> this.random.isEmpty() ? 0.25 : this.random.removeFirst());
	}

	@AfterEach
	void end() {
		this.refresh.stop();
		this.source.block.countDown();
	}

	@Test
	void waitsARandomPartFirstAndThenUpToTheInterval() throws Exception {
		this.refresh.start();
		assertThat(this.refresh.isRunning()).isTrue();
		assertThat(this.turns.next()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.turns.next()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.turns.next()).isEqualTo(Duration.ofSeconds(8));
		assertThat(this.turns.next()).isEqualTo(Duration.ofMillis(9500));
		assertThat(this.source.reads.get()).isEqualTo(3);
	}

	@Test
	void withoutAnIntervalThereIsNoThread() {
		IntervalRefresh never = refresh(null);
		never.start();
		assertThat(never.isRunning()).isFalse();
		never.stop();
	}

	@Test
	void anOutageIsLoggedOnceAndItsEndToo() throws Exception {
		this.refresh.start();
		this.turns.next();
		this.source.failure = new IllegalStateException("down");
		for (int i = 0; i < 4; i++) {
			this.turns.next();
		}
		this.source.failure = null;
		this.turns.next();
		assertThat(lines()).hasSize(2);
		assertThat(lines().get(0)).startsWith("ERROR The CORS policies stay as they are. The policy source "
				+ Source.class.getName() + " can't be read: java.lang.IllegalStateException \"down\".");
		assertThat(lines().get(1)).isEqualTo("INFO The CORS policies are up to date again, after 4 failures.");
	}

	/** Once somebody has repaired the database, somebody else has to repair a row. */
	@Test
	void invalidPoliciesAreAnOutageOfTheirOwn() throws Exception {
		this.refresh.start();
		this.turns.next();
		this.source.failure = new IllegalStateException("down");
		this.turns.next();
		this.turns.next();
		this.source.origin = "https://app.example.com/";
		this.source.failure = null;
		this.turns.next();
		this.turns.next();
		assertThat(lines()).hasSize(2)
			.last()
			.asString()
			.contains("The CORS policies stay as they are.", "The CORS configuration has a problem:",
					"https://app.example.com/");
	}

	@Test
	void anErrorEndsNothing() throws Exception {
		this.refresh.start();
		this.turns.next();
		this.source.failure = new OutOfMemoryError("none");
		this.turns.next();
		this.source.failure = new LinkageError("none");
		this.turns.next();
		this.source.failure = null;
		this.turns.next();
		this.turns.next();
		assertThat(lines()).hasSize(2).last().asString().startsWith("INFO");
	}

	/** Such a thread would never wait again. */
	@Test
	void aSourceThatInterruptsTheThreadEndsNothing() throws Exception {
		this.source.interrupting = true;
		this.refresh.start();
		for (int i = 0; i < 5; i++) {
			this.turns.next();
		}
		assertThat(this.refresh.isRunning()).isTrue();
		assertThat(lines()).isEmpty();
	}

	@Test
	void noCheckWhileSomebodyElseRefreshes() throws Exception {
		this.registry.refresh();
		this.source.blocking = true;
		Thread byHand = new Thread(this.registry::refresh);
		byHand.start();
		this.source.awaitBlocked();
		this.source.blocking = false;
		int reads = this.source.reads.get();
		this.refresh.start();
		for (int i = 0; i < 4; i++) {
			this.turns.next();
		}
		assertThat(this.source.reads).hasValue(reads);
		this.source.block.countDown();
		byHand.join();
		this.turns.next();
		this.turns.next();
		assertThat(this.source.reads.get()).isGreaterThan(reads);
	}

	@Test
	void oneThreadThatEndsWithItsSource() throws Exception {
		this.refresh.start();
		this.refresh.start();
		this.turns.next();
		Thread thread = this.turns.thread();
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getName()).isEqualTo(IntervalRefresh.THREAD);
		this.source.blocking = true;
		this.turns.release();
		this.source.awaitBlocked();
		this.refresh.stop();
		assertThat(this.refresh.isRunning()).isFalse();
		thread.join();
		assertThat(lines()).isEmpty();
		this.refresh.stop();
	}

	@Test
	void startsAgain() throws Exception {
		this.refresh.start();
		this.turns.next();
		Thread thread = this.turns.thread();
		this.refresh.stop();
		thread.join();
		this.refresh.start();
		this.turns.next();
		this.turns.next();
		assertThat(this.turns.thread()).isNotSameAs(thread);
	}

	@Test
	void refreshesOnBothStacksAndEndsWithTheContext() {
		String[] properties = { "cors.refresh-interval=10ms" };
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(properties)
			.withBean("tenants", PolicySource.class, () -> this.source)
			.run((context) -> followsTheSource(context.getBean(CorsPolicyRegistry.class), "https://one.example.com"));
		awaitNoThread();
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(properties)
			.withBean("tenants", PolicySource.class, () -> this.source)
			.run((context) -> followsTheSource(context.getBean(CorsPolicyRegistry.class), "https://two.example.com"));
		awaitNoThread();
	}

	@Test
	void withoutSpringCloudAndLazily() {
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("cors.refresh-interval=10ms")
			.withBean("tenants", PolicySource.class, () -> this.source)
			.run((context) -> {
				Awaitility.await().until(() -> !threads().isEmpty());
				followsTheSource(context.getBean(CorsPolicyRegistry.class), "https://one.example.com");
			});
		awaitNoThread();
	}

	@Test
	void aContextClosesWhileASourceBlocks() {
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("cors.refresh-interval=10ms")
			.withBean("tenants", PolicySource.class, () -> this.source)
			.run((context) -> {
				this.source.blocking = true;
				this.source.awaitBlocked();
			});
		awaitNoThread();
		assertThat(lines()).isEmpty();
	}

	@Test
	void noThreadWithoutAnIntervalNorIfSwitchedOff() {
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withBean("tenants", PolicySource.class, () -> this.source)
			.run((context) -> assertThat(context.getBean(IntervalRefresh.class).isRunning()).isFalse());
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("cors.refresh-interval=")
			.run((context) -> assertThat(context.getBean(IntervalRefresh.class).isRunning()).isFalse());
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("cors.enabled=false", "cors.refresh-interval=10ms")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IntervalRefresh.class));
		assertThat(threads()).isEmpty();
	}

	private void followsTheSource(CorsPolicyRegistry registry, String origin) {
		this.source.origin = origin;
		Awaitility.await()
			.until(() -> registry.policies().get(0).policy().spec().get(Attribute.ALLOWED_ORIGINS),
					List.of(origin)::equals);
	}

	private static void awaitNoThread() {
		Awaitility.await().until(() -> threads().isEmpty());
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(IntervalRefresh.THREAD))
			.toList();
	}

	private List<String> lines() {
		return this.log.events().stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	/**
	 * Waits until it is told that the time is over.
	 */
	private static final class Turns implements IntervalRefresh.Pause {

		private final BlockingQueue<Duration> durations = new LinkedBlockingQueue<>();

		private final BlockingQueue<Boolean> over = new SynchronousQueue<>();

		private final List<Thread> threads = new ArrayList<>();

		private boolean waiting;

		@Override
		public void sleep(Duration duration) throws InterruptedException {
			synchronized (this.threads) {
				this.threads.add(Thread.currentThread());
			}
			this.durations.add(duration);
			this.over.take();
		}

		/**
		 * Let the time pass that is waited for, if any is, until the thread waits again.
		 */
		Duration next() throws InterruptedException {
			if (this.waiting) {
				release();
			}
			this.waiting = true;
			Duration duration = this.durations.poll(30, TimeUnit.SECONDS);
			return Objects.requireNonNull(duration);
		}

		void release() throws InterruptedException {
			assertThat(this.over.offer(Boolean.TRUE, 30, TimeUnit.SECONDS)).isTrue();
		}

		Thread thread() {
			synchronized (this.threads) {
				return this.threads.get(this.threads.size() - 1);
			}
		}

	}

	/**
	 * A source that fails, blocks and interrupts.
	 */
	private static final class Source implements PolicySource {

		private final AtomicInteger reads = new AtomicInteger();

		private final CountDownLatch block = new CountDownLatch(1);

		private final CountDownLatch blocked = new CountDownLatch(1);

		private volatile @Nullable Throwable failure;

		private volatile boolean blocking;

		private volatile boolean interrupting;

		private volatile String origin = "https://app.example.com";

		void awaitBlocked() throws InterruptedException {
			assertThat(this.blocked.await(30, TimeUnit.SECONDS)).isTrue();
		}

		@Override
		public List<PolicyDefinition> policies() {
			this.reads.incrementAndGet();
			Throwable thrown = this.failure;
			if (thrown instanceof Error error) {
				throw error;
			}
			if (thrown instanceof RuntimeException exception) {
				throw exception;
			}
			if (this.blocking) {
				this.blocked.countDown();
				try {
					this.block.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			if (this.interrupting) {
				Thread.currentThread().interrupt();
			}
			return List.of(new PolicyDefinition("tenant", List.of("/tenant"),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(this.origin))));
		}

	}

}
