package io.corspolicy.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Nothing in this package's Java code is about CORS: {@code application.yml} says it all.
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class SampleApplication {

	private SampleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
