package io.corspolicy.registry;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Measures what a refresh costs after one of many tenants has changed, and the longest
 * that a request takes meanwhile. No test: run it with the test class path.
 */
final class RefreshMeasurement {

	private static final int REFRESHES = 30;

	private RefreshMeasurement() {
	}

	public static void main(String[] args) throws InterruptedException {
		for (Shape shape : Shape.values()) {
			for (int tenants : new int[] { 10, 1_000, 10_000, 100_000 }) {
				if (args.length == 0 || tenants <= Integer.parseInt(args[0])) {
					measure(shape, tenants);
				}
			}
		}
	}

	private static void measure(Shape shape, int tenants) throws InterruptedException {
		List<PolicyDefinition> definitions = new ArrayList<>(tenants);
		for (int i = 0; i < tenants; i++) {
			definitions.add(shape.definition(i, 0));
		}
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				PathPatternParser::new);
		long start = processorTime();
		registry.refresh();
		double first = (processorTime() - start) / 1e6;
		AtomicLong longest = new AtomicLong();
		AtomicLong costliest = new AtomicLong();
		AtomicBoolean done = new AtomicBoolean();
		Thread requests = new Thread(() -> request(registry, done, longest, costliest));
		requests.start();
		double[] changed = new double[REFRESHES];
		double[] unchanged = new double[REFRESHES];
		for (int i = 0; i < REFRESHES; i++) {
			definitions.set(i % tenants, shape.definition(i % tenants, i + 1));
			start = processorTime();
			registry.refreshIfChanged();
			changed[i] = (processorTime() - start) / 1e6;
			start = processorTime();
			registry.refreshIfChanged();
			unchanged[i] = (processorTime() - start) / 1e6;
		}
		done.set(true);
		requests.join();
		Arrays.sort(changed);
		Arrays.sort(unchanged);
		System.out.printf(Locale.ROOT,
				"%-10s %7d tenants: first %8.1f ms, one changed %8.1f ms (worst %8.1f), nothing changed %6.1f ms,"
						+ " longest request %5.1f ms, costliest %5.1f ms%n",
				shape, tenants, first, changed[REFRESHES / 2], changed[REFRESHES - 1], unchanged[REFRESHES / 2],
				longest.get() / 1e6, costliest.get() / 1e6);
	}

	/** Of this thread: others may keep the machine busy. */
	private static long processorTime() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	private static void request(CorsPolicyRegistry registry, AtomicBoolean done, AtomicLong longest,
			AtomicLong costliest) {
		PlainPathReader reader = new PlainPathReader("t7.example.com");
		registry.snapshot().find("/tenants/t7/x", reader, "GET");
		while (!done.get()) {
			long start = System.nanoTime();
			long processorTime = processorTime();
			registry.snapshot().find("/tenants/t7/x", reader, "GET");
			costliest.accumulateAndGet(processorTime() - processorTime, Math::max);
			longest.accumulateAndGet(System.nanoTime() - start, Math::max);
		}
	}

	/**
	 * How tenants are told apart.
	 */
	private enum Shape {

		/** Each has a path of its own. */
		PATHS {
			@Override
			PolicyDefinition definition(int tenant, int version) {
				return new PolicyDefinition("t" + tenant, List.of("/tenants/t" + tenant + "/**"),
						spec(tenant, version));
			}
		},

		/** Each has a host of its own. */
		HOSTS {
			@Override
			PolicyDefinition definition(int tenant, int version) {
				return new PolicyDefinition("t" + tenant, List.of("/**"),
						spec(tenant, version).with(Attribute.HOSTS, List.of("t" + tenant + ".example.com")));
			}
		},

		/** All have the same path, and only their origins differ. */
		ORIGINS {
			@Override
			PolicyDefinition definition(int tenant, int version) {
				return new PolicyDefinition("t" + tenant, List.of("/tenants/**"), spec(tenant, version));
			}
		};

		abstract PolicyDefinition definition(int tenant, int version);

		private static PolicySpec spec(int tenant, int version) {
			return PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS,
						List.of("https://t" + tenant + "-v" + version + ".example.com",
								"https://*.t" + tenant + ".example.net"))
				.with(Attribute.ALLOW_CREDENTIALS, true);
		}

	}

}
