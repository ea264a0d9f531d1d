package io.corspolicy.benchmarks.application;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that starts, says how long that took, and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(MinimalApplication.Hello.class)
class MinimalApplication {

	/** What is said, followed by milliseconds of time and of processor time. */
	static final String READY = "ready after";

	public static void main(String[] arguments) {
		SpringApplication.run(MinimalApplication.class, arguments);
		long time = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
		long processorTime = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
		System.out.println(READY + " " + time + " " + processorTime / 1_000_000);
		System.exit(0);
	}

	@RestController
	static class Hello {

		@GetMapping("/api/hello")
		String hello() {
			return "Hello";
		}

	}

}
