package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths of policies are relative to the context path, and for Spring MVC to the servlet's
 * prefix.
 */
class PathPrefixTests {

	private static final String ALLOWED = "Access-Control-Allow-Origin: https://app.example.com";

	@ParameterizedTest
	@EnumSource
	void policiesApplyWithinTheApplication(Server server) throws IOException {
		try (ConfigurableApplicationContext context = server.start()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			String prefix = server.servlet ? "/app/mvc" : "/app";
			assertThat(get(port, prefix + "/api/items").corsHeaders()).contains(ALLOWED);
			assertThat(get(port, prefix + "/api/items?x=/..").status()).isEqualTo(200);
			assertThat(get(port, prefix + "/open/items").corsHeaders()).isEmpty();
			assertThat(get(port, prefix + "/open/annotated").corsHeaders()).contains(ALLOWED);
			assertThat(get(port, prefix + "/open/proxied")).satisfies((exchange) -> {
				assertThat(exchange.status()).isEqualTo(200);
				assertThat(exchange.corsHeaders()).contains(ALLOWED);
			});
			assertThat(get(port, prefix + "/app/api/items").corsHeaders()).isEmpty();
			// Spelled differently, whatever the router makes of it, or the server itself.
			for (String odd : List.of("/%61pp", "/app;x=1", "/app/%6Dvc", "/app//", "/APP", "/app/./", "/app/..")) {
				assertThat(get(port, odd + prefix.substring(4) + "/api/items").corsHeaders())
					.allMatch((field) -> field.equals(ALLOWED) || field.equals("Vary: Origin"));
			}
			if (server.servlet) {
				assertThat(get(port, "/app/plain/api/items").corsHeaders()).isEmpty();
				assertThat(get(port, "/app/mvc/open/annotated")).satisfies((exchange) -> {
					assertThat(exchange.status()).isEqualTo(200);
					assertThat(exchange.corsHeaders()).contains(ALLOWED);
				});
				// A further dispatcher, though of the same context: the container's path
				// alone decides.
				assertThat(get(port, "/app/second/open/annotated")).satisfies((exchange) -> {
					assertThat(exchange.status()).isEqualTo(200);
					assertThat(exchange.corsHeaders()).isEmpty();
				});
				assertThat(get(port, "/app/second/api/items").corsHeaders()).isEmpty();
				// Another servlet's path, whatever the controllers map.
				assertThat(get(port, "/app/plain/annotated").corsHeaders()).isEmpty();
				assertThat(get(port, "/app/plain/governed/items")).satisfies((exchange) -> {
					assertThat(exchange.status()).isEqualTo(200);
					assertThat(exchange.corsHeaders()).contains(ALLOWED);
				});
			}
		}
	}

	/**
	 * Whatever is lazy, policies are there before the first request.
	 */
	@ParameterizedTest
	@EnumSource
	void handlersAreReadWhereBeansAreLazy(Server server) throws IOException {
		try (ConfigurableApplicationContext context = server.builder().lazyInitialization(true).run()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			String prefix = server.servlet ? "/app/mvc" : "/app";
			for (String path : List.of("/open/annotated", "/open/proxied", "/api/items")) {
				assertThat(get(port, prefix + path).corsHeaders()).as(path).contains(ALLOWED);
			}
			assertThat(get(port, prefix + "/open/items").corsHeaders()).isEmpty();
		}
	}

	/**
	 * Behind every prefix, {@code explain} knows under which host it is asked.
	 */
	@ParameterizedTest
	@EnumSource
	void explainsForTheServerThatIsAsked(Server server) throws IOException {
		try (ConfigurableApplicationContext context = server.start()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			String endpoint = (server.servlet ? "/app/mvc" : "/app") + "/actuator/cors";
			assertThat(get(port, endpoint + "/console").headers()).extracting(String::valueOf)
				.anySatisfy((field) -> assertThat(field).startsWithIgnoringCase("Content-Security-Policy:")
					.contains("frame-ancestors 'none'"));
			String explain = endpoint + "/explain?method=PUT&path=";
			String tenants = explain + "/tenants/items&origin=https://acme.app.example.com";
			assertThat(get(port, "acme.example.com", tenants).body()).contains("\"verdict\":\"ALLOWED\"");
			assertThat(get(port, "ACME.example.com:8080", tenants).body()).contains("\"verdict\":\"ALLOWED\"");
			assertThat(get(port, "globex.example.com", tenants).body()).contains("\"verdict\":\"BLOCKED\"");
			assertThat(get(port, "globex.example.com", tenants + "&server=https://acme.example.com").body())
				.contains("\"verdict\":\"ALLOWED\"");
			assertThat(get(port, "acme.example.com", tenants + "&server=").body()).contains("\"verdict\":\"BLOCKED\"");
			String own = explain + "/api/items&origin=http://%5B::1%5D:8080";
			assertThat(get(port, "[::1]:8080", own).body()).contains("\"verdict\":\"NOT_CORS\"");
			assertThat(get(port, "[::1]:8081", own).body()).contains("\"verdict\":\"BLOCKED\"");
			assertThat(get(port, "[::1]:80", explain + "/api/items&origin=http://%5B::1%5D").body())
				.contains("\"verdict\":\"NOT_CORS\"");
		}
	}

	private static RawExchange get(int port, String target) throws IOException {
		return get(port, "localhost", target);
	}

	private static RawExchange get(int port, String host, String target) throws IOException {
		String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: https://app.example.com\r\n"
				+ "Connection: close\r\n\r\n";
		return RawExchange.send(port, request.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Servers and stacks.
	 */
	enum Server {

		TOMCAT(TomcatConfiguration.class, true), JETTY(JettyConfiguration.class, true),
		NETTY(NettyConfiguration.class, false);

		private final Class<?> configuration;

		private final boolean servlet;

		Server(Class<?> configuration, boolean servlet) {
			this.configuration = configuration;
			this.servlet = servlet;
		}

		ConfigurableApplicationContext start() {
			return builder().run();
		}

		SpringApplicationBuilder builder() {
			return new SpringApplicationBuilder(Application.class, this.configuration)
				.web(this.servlet ? WebApplicationType.SERVLET : WebApplicationType.REACTIVE)
				.properties("server.port=0", "server.servlet.context-path=/app", "spring.mvc.servlet.path=/mvc",
						"spring.webflux.base-path=/app", "spring.main.banner-mode=off", "logging.level.root=off",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"cors.defaults.allowed-origins=https://app.example.com", "cors.policies.api.paths=/api/**",
						"cors.policies.plain.paths=/plain/governed/**", "cors.policies.tenants.paths=/tenants/**",
						"cors.policies.tenants.hosts={tenant}.example.com",
						"cors.policies.tenants.allowed-origins=https://{tenant}.app.example.com",
						"cors.policies.tenants.allowed-methods=PUT",
						"management.endpoints.web.exposure.include=cors,health");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Proxied proxied() {
			ProxyFactory factory = new ProxyFactory(Proxied.class, (MethodInterceptor) (invocation) -> "items");
			return (Proxied) factory.getProxy();
		}

		@RestController
		static class Items {

			@GetMapping({ "/api/items", "/open/items", "/app/api/items" })
			String items() {
				return "items";
			}

			@CorsPolicy
			@GetMapping({ "/open/annotated", "/plain/annotated" })
			String annotated() {
				return "items";
			}

		}

	}

	/**
	 * A controller that only its interface describes.
	 */
	@RestController
	interface Proxied {

		@CorsPolicy
		@GetMapping("/open/proxied")
		String proxied();

	}

	private static final class PlainServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) {
			response.setStatus(HttpServletResponse.SC_OK);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainServletConfiguration {

		@Bean
		ServletRegistrationBean<DispatcherServlet> secondDispatcher(WebApplicationContext context) {
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(context), "/second/*");
			registration.setName("second");
			return registration;
		}

		@Bean
		ServletRegistrationBean<PlainServlet> plainServlet() {
			return new ServletRegistrationBean<>(new PlainServlet(), "/plain/*");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TomcatConfiguration extends PlainServletConfiguration {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JettyConfiguration extends PlainServletConfiguration {

		@Bean
		JettyServletWebServerFactory webServerFactory() {
			return new JettyServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NettyConfiguration {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
