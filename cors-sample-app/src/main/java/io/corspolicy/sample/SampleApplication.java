package io.corspolicy.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The Java code of this package configures CORS on {@link IceCreamController} and in
 * {@link TenantPolicies}; the rest is in {@code application.yml}.
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class SampleApplication {

	private SampleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
