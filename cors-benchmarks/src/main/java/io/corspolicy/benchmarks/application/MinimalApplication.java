package io.corspolicy.benchmarks.application;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that starts, says what that cost, and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(MinimalApplication.Hello.class)
class MinimalApplication {

	/**
	 * What is said, followed by microseconds of the main thread's processor time: in the
	 * measured beans, and at all.
	 */
	static final String READY = "ready after";

	/** Measures the starter's beans, and adds nothing. */
	static final String STARTER = "starter";

	/** Adds what is written by hand, and measures its beans. */
	static final String HAND_WRITTEN = "hand-written";

	/**
	 * Start and end.
	 * @param arguments whose beans are measured, then arguments of the application
	 */
	public static void main(String[] arguments) {
		boolean handWritten = arguments[0].equals(HAND_WRITTEN);
		BeanTimes times = new BeanTimes();
		SpringApplication application = handWritten ? new SpringApplication(MinimalApplication.class, HandWritten.class)
				: new SpringApplication(MinimalApplication.class);
		application.setApplicationStartup(times);
		application.addInitializers((context) -> times.measureListeners(context.getBeanFactory()));
		ConfigurableApplicationContext context = application.run(Arrays.copyOfRange(arguments, 1, arguments.length));
		long all = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		Map<String, Long> measured = times.of(
				handWritten ? MinimalApplication::isHandWritten : MinimalApplication::isOfStarter,
				context.getBeanFactory());
		measured.forEach((name, time) -> System.out.println(time / 1_000 + " " + name));
		long sum = measured.values().stream().mapToLong(Long::longValue).sum();
		System.out.println(READY + " " + sum / 1_000 + " " + all / 1_000);
		System.exit(0);
	}

	private static boolean isHandWritten(String type) {
		return type.startsWith(MinimalApplication.class.getPackageName() + ".HandWritten");
	}

	private static boolean isOfStarter(String type) {
		return type.startsWith("io.corspolicy.") && !type.startsWith("io.corspolicy.benchmarks.");
	}

	@RestController
	static class Hello {

		@GetMapping("/api/hello")
		String hello() {
			return "Hello";
		}

	}

}
