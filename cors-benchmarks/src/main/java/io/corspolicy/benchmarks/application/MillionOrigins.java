package io.corspolicy.benchmarks.application;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.corspolicy.benchmarks.Facts;
import io.corspolicy.benchmarks.Policy;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a policy with a million origins costs before the first request: time, memory, and
 * pauses while it takes another's place.
 */
public final class MillionOrigins {

	private static final int ORIGINS = 1_000_000;

	private static final int REFRESHES = 9;

	private static final PathContainer PATH = PathContainer.parsePath("/api/items");

	private final ConcurrentLinkedQueue<Pause> pauses = new ConcurrentLinkedQueue<>();

	/**
	 * Measure.
	 * @param command how this was started
	 * @return the document
	 * @throws Exception if anything goes wrong
	 */
	public String measure(String command) throws Exception {
		listen();
		// Both are kept: what is measured is what more there is.
		CorsPolicyRegistry small = registry(List.of("https://app.example.com"));
		double before = usedMegabytes();
		List<String> origins = IntStream.range(0, ORIGINS).mapToObj(MillionOrigins::origin).toList();
		double strings = usedMegabytes() - before;
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> definitions(origins)),
				PathPatternParser::new);
		Cost first = refresh(registry);
		double index = usedMegabytes() - before - strings;
		check(registry);
		check(small);

		List<Cost> again = new ArrayList<>();
		this.pauses.clear();
		Requests requests = new Requests(registry);
		requests.start();
		double undisturbed = requests.longest(TimeUnit.SECONDS.toMillis(3));
		this.pauses.clear();
		requests.restart();
		for (int i = 0; i < REFRESHES; i++) {
			again.add(refresh(registry));
		}
		double disturbed = requests.longest(0);
		requests.end();
		again.sort(Comparator.comparingDouble(Cost::seconds));
		return document(command, first, again.get(REFRESHES / 2), strings, index, undisturbed, disturbed);
	}

	private String document(String command, Cost first, Cost median, double strings, double index, double undisturbed,
			double disturbed) {
		long longest = this.pauses.stream().mapToLong(Pause::milliseconds).max().orElse(0);
		long full = this.pauses.stream().filter(Pause::full).count();
		return String.format(Locale.ROOT, """
				# A million origins

				Written by `%s`. %s

				| what | measured | aim |
				|---|---:|---:|
				| compiled in a new virtual machine | %s | 2 s |
				| compiled again, median of %d | %s | 2 s |
				| memory beyond the origins' own strings | %.0f MB | |
				| memory with the strings (%.0f MB) | %.0f MB | 150 MB |
				| collections while a request thread runs and %d refreshes swap | %d young, %d full | 0 full |
				| the longest pause of these | %d ms | a young one |
				| the longest request meanwhile | %.1f ms | |
				| the longest request in 3 s without a refresh | %.1f ms | |
				""", command, Facts.sentence(), first, REFRESHES, median, index, strings, strings + index, REFRESHES,
				this.pauses.size() - full, full, longest, disturbed, undisturbed);
	}

	private static String origin(int i) {
		return String.format(Locale.ROOT, "https://app-%07d.example.com", i);
	}

	private static CorsPolicyRegistry registry(List<String> origins) {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> definitions(origins)),
				PathPatternParser::new);
		registry.refresh();
		return registry;
	}

	private static List<PolicyDefinition> definitions(List<String> origins) {
		Policy policy = new Policy("/api/**", origins, List.of("Content-Type"), true, false, false, List.of());
		return List.of(new PolicyDefinition("tenants", List.of(policy.path()), policy.spec()));
	}

	private static Cost refresh(CorsPolicyRegistry registry) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = System.nanoTime();
		long processorStart = threads.getCurrentThreadCpuTime();
		registry.refresh();
		return new Cost((System.nanoTime() - start) / 1e9, (threads.getCurrentThreadCpuTime() - processorStart) / 1e9);
	}

	private static void check(CorsPolicyRegistry registry) {
		if (registry.policies().isEmpty()) {
			throw new IllegalStateException("The policy was not found");
		}
	}

	private static double usedMegabytes() throws InterruptedException {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(100);
			used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return used / 1e6;
	}

	private void listen() {
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
				GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo
					.from((CompositeData) notification.getUserData());
				this.pauses.add(new Pause(info.getGcInfo().getDuration(), info.getGcAction().contains("major")));
			}, (notification) -> notification.getType()
				.equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION), null);
		}
	}

	/**
	 * What a refresh takes.
	 *
	 * @param seconds the time
	 * @param processorSeconds the processor time of its thread
	 */
	private record Cost(double seconds, double processorSeconds) {

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%.2f s (%.2f s of processor time)", this.seconds, this.processorSeconds);
		}

	}

	/**
	 * A collection that stops the application.
	 *
	 * @param milliseconds how long
	 * @param full whether all of the memory is collected
	 */
	private record Pause(long milliseconds, boolean full) {
	}

	/**
	 * Looks up policies all the time, and how long the longest look-up takes.
	 */
	private static final class Requests extends Thread {

		private final CorsPolicyRegistry registry;

		private volatile boolean ended;

		private volatile long longest;

		private volatile @Nullable Throwable failure;

		private Requests(CorsPolicyRegistry registry) {
			super("requests");
			this.registry = registry;
			setDaemon(true);
		}

		@Override
		public void run() {
			try {
				while (!this.ended) {
					long start = System.nanoTime();
					check(this.registry);
					this.longest = Math.max(this.longest, System.nanoTime() - start);
				}
			}
			catch (RuntimeException ex) {
				this.failure = ex;
			}
		}

		private double longest(long afterMilliseconds) throws InterruptedException {
			TimeUnit.MILLISECONDS.sleep(afterMilliseconds);
			return this.longest / 1e6;
		}

		private void restart() {
			this.longest = 0;
		}

		private void end() throws InterruptedException {
			this.ended = true;
			join();
			if (this.failure != null) {
				throw new IllegalStateException(this.failure);
			}
		}

	}

}
