package io.corspolicy.spelling;

import java.util.Arrays;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.util.ClassUtils;

/**
 * A server that an application can run on, if it is on the class path. The names of its
 * factory differ between the lines of Spring Boot.
 */
enum Server {

	TOMCAT(WebApplicationType.SERVLET, "org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory",
			"org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"),

	JETTY(WebApplicationType.SERVLET, "org.springframework.boot.jetty.servlet.JettyServletWebServerFactory",
			"org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory"),

	UNDERTOW(WebApplicationType.SERVLET,
			"org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory"),

	NETTY(WebApplicationType.REACTIVE, "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory");

	private final WebApplicationType type;

	private final List<String> factories;

	Server(WebApplicationType type, String... factories) {
		this.type = type;
		this.factories = List.of(factories);
	}

	/**
	 * The servers on the class path.
	 */
	static List<Server> available() {
		return Arrays.stream(values()).filter(Server::isAvailable).toList();
	}

	private boolean isAvailable() {
		return this.factories.stream().anyMatch((name) -> ClassUtils.isPresent(name, null));
	}

	WebApplicationType type() {
		return this.type;
	}

	boolean isServlet() {
		return this.type == WebApplicationType.SERVLET;
	}

	Class<?> factory() {
		String name = this.factories.stream()
			.filter((one) -> ClassUtils.isPresent(one, null))
			.findFirst()
			.orElseThrow();
		return ClassUtils.resolveClassName(name, null);
	}

}
