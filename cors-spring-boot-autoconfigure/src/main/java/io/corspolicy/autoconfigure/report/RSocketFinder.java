package io.corspolicy.autoconfigure.report;

import java.util.List;
import java.util.Set;

import org.springframework.core.env.Environment;

/**
 * Finds the path at which Spring Boot lets RSocket share the server's port. A WebSocket
 * is opened there by a route of Reactor Netty's, which no {@code WebFilter} sees.
 */
public final class RSocketFinder implements OtherMechanisms.Finder {

	private static final String PREFIX = "spring.rsocket.server.";

	private static final String MAPPING_PATH = PREFIX + "mapping-path";

	private final Environment environment;

	public RSocketFinder(Environment environment) {
		this.environment = environment;
	}

	/**
	 * A mapping path has no other meaning than this, so it is reported even if classes
	 * are missing. With a port, or over TCP, RSocket has a server of its own.
	 */
	@Override
	public List<OtherMechanisms> find() {
		String path = this.environment.getProperty(MAPPING_PATH, "").strip();
		if (path.isEmpty() || this.environment.containsProperty(PREFIX + "port")
				|| this.environment.getProperty(PREFIX + "transport", "").equalsIgnoreCase("tcp")) {
			return List.of();
		}
		String absolute = path.startsWith("/") ? path : "/" + path;
		String basePath = this.environment.getProperty("spring.webflux.base-path", "");
		if (!basePath.isEmpty() && !absolute.startsWith(basePath + "/")) {
			// Policies are relative to the base path: none can match a path outside of
			// it.
			return List.of();
		}
		return List.of(OtherMechanisms.on(Set.of(absolute.substring(basePath.length())),
				OtherMechanisms.Mechanism.RSOCKET, MAPPING_PATH + "=" + path));
	}

}
