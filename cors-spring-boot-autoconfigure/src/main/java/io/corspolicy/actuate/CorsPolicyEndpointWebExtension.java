package io.corspolicy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.lang.Nullable;
import org.springframework.util.MimeType;

/**
 * The endpoint {@code cors} over HTTP: what is wrong with a question is said in the
 * answer, where Spring Boot's own would keep it to itself.
 */
@SuppressWarnings("deprecation")
@EndpointWebExtension(endpoint = CorsPolicyEndpoint.class)
public final class CorsPolicyEndpointWebExtension {

	private static final MimeType PROBLEM = new MimeType("application", "problem+json");

	private final CorsPolicyEndpoint endpoint;

	/**
	 * Create an extension.
	 * @param endpoint answers
	 */
	public CorsPolicyEndpointWebExtension(CorsPolicyEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * All policies, routes and refusals.
	 * @param policy see {@link CorsPolicyEndpoint#cors}
	 * @param origin see there
	 * @param offset see there
	 * @param limit see there
	 * @return 200, or 400 with a problem document (RFC 9457)
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> cors(@Nullable String policy, @Nullable String origin,
			@Nullable String offset, @Nullable String limit) {
		try {
			return answer(this.endpoint.cors(policy, origin, offset, limit));
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	/**
	 * What a browser does with a request, and why.
	 * @param operation see {@link CorsPolicyEndpoint#explain}
	 * @param origin see there
	 * @param method see there
	 * @param path see there
	 * @param headers see there; the parameter may be repeated
	 * @param credentials see there
	 * @param server see there
	 * @return 200, 400 with a problem document (RFC 9457), or 404
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> explain(@Selector String operation, @Nullable String origin,
			@Nullable String method, @Nullable String path, @Nullable Object headers, @Nullable String credentials,
			@Nullable String server) {
		try {
			return answer(this.endpoint.explain(operation, origin, method, path, headers, credentials, server));
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	private static WebEndpointResponse<Map<String, Object>> answer(@Nullable Map<String, Object> document) {
		return (document != null) ? new WebEndpointResponse<>(OperationResponseBody.of(document))
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static WebEndpointResponse<Map<String, Object>> problem(InvalidEndpointRequestException ex) {
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("title", "Bad Request");
		problem.put("status", WebEndpointResponse.STATUS_BAD_REQUEST);
		problem.put("detail", ex.getReason());
		return new WebEndpointResponse<>(OperationResponseBody.of(problem), WebEndpointResponse.STATUS_BAD_REQUEST,
				PROBLEM);
	}

}
