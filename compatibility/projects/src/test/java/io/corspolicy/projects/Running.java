package io.corspolicy.projects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.Fetcher;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that runs on a real server.
 *
 * @param context the application's context
 */
record Running(ConfigurableApplicationContext context) implements AutoCloseable {

	static final String APP = "https://app.example.com";

	static Running start(WebApplicationType type, Class<?> application, String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.addAll(List.of("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
				"logging.level.root=warn"));
		return new Running(
				new SpringApplicationBuilder(application).web(type).properties(all.toArray(String[]::new)).run());
	}

	Fetcher page() {
		return page(APP);
	}

	Fetcher page(String origin) {
		return BrowserFetch.from(origin)
			.to("http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
