package io.corspolicy.autoconfigure;

import io.corspolicy.actuate.CorsPolicyEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.core.env.Environment;

/**
 * The path of the endpoint {@code cors}, after what the dispatcher is mapped to.
 */
final class EndpointPath {

	private EndpointPath() {
	}

	/**
	 * The path of an operation.
	 * @param environment has the endpoints' base path
	 * @param mappers know the paths of endpoints
	 * @param operation the operation, as it is in the path
	 */
	static String of(Environment environment, ObjectProvider<PathMapper> mappers, String operation) {
		String basePath = ManagementPort.basePath(environment);
		String mapped = PathMapper.getRootPath(mappers.orderedStream().toList(), EndpointId.of(CorsPolicyEndpoint.ID));
		return (basePath.equals("/") ? "" : basePath) + "/" + mapped + "/" + operation;
	}

}
