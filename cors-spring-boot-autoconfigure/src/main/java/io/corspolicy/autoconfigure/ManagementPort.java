package io.corspolicy.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Where the actuator endpoints are, if the actuator is there.
 */
final class ManagementPort {

	private static final boolean ACTUATOR = ClassUtils.isPresent(
			"org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType",
			ManagementPort.class.getClassLoader());

	private ManagementPort() {
	}

	/**
	 * The base path of endpoints on the application's own port or on any other.
	 */
	static String basePath(Environment environment) {
		return environment.getProperty("management.endpoints.web.base-path", "/actuator");
	}

	/**
	 * Whether the endpoints have a port of their own.
	 */
	static boolean isOwn(Environment environment) {
		return ACTUATOR && Actuator.isDifferent(environment);
	}

	/** A class of its own, so that no class of the actuator is loaded if it is absent. */
	private static final class Actuator {

		static boolean isDifferent(Environment environment) {
			return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
		}

	}

}
