package io.corspolicy.fetches;

import java.util.Locale;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The stacks, each on its server.
 */
enum Stack {

	/** Spring MVC on Tomcat. */
	SERVLET,

	/** WebFlux on Netty. */
	REACTIVE;

	ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(Service.class).run(
				"--spring.main.web-application-type=" + name().toLowerCase(Locale.ROOT),
				"--spring.config.location=classpath:fetches/policies.yml");
	}

}
