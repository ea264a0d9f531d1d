package io.corspolicy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.lang.Nullable;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The endpoint {@code cors} over HTTP: the answer says what is wrong with the parameters,
 * which Spring Boot's own would not.
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
	 * @return 200, or 400 with a problem document
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>)
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> cors(@Nullable String policy, @Nullable String origin,
			@Nullable String offset, @Nullable String limit) {
		try {
			return new WebEndpointResponse<>(
					OperationResponseBody.of(this.endpoint.cors(policy, origin, offset, limit)));
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	/**
	 * What a browser does with a request, and why; a part of a list; or the page that
	 * shows all this.
	 * @param operation {@code console} for the page; otherwise see
	 * {@link CorsPolicyEndpoint#explain}
	 * @param origin see there
	 * @param method see there
	 * @param path see there
	 * @param headers see there; the parameter may be repeated
	 * @param credentials see there
	 * @param server see there
	 * @param policy see there
	 * @param q see there
	 * @param offset see there
	 * @param limit see there
	 * @param form what the client accepts
	 * @return 200, 400 with a problem document
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>), or 404
	 */
	@ReadOperation(producesFrom = Form.class)
	public WebEndpointResponse<?> explain(@Selector String operation, @Nullable String origin, @Nullable String method,
			@Nullable String path, @Nullable Object headers, @Nullable String credentials, @Nullable String server,
			@Nullable String policy, @Nullable String q, @Nullable String offset, @Nullable String limit,
			@Nullable Form form) {
		if (operation.equals(ConsolePage.OPERATION)) {
			return new WebEndpointResponse<>(ConsolePage.html(), ConsolePage.TYPE);
		}
		try {
			Map<String, Object> document = this.endpoint.explain(operation, origin, method, path, headers, credentials,
					server, policy, q, offset, limit);
			return answer(document, (form != null) ? form : Form.V3);
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	private static WebEndpointResponse<Map<String, Object>> answer(@Nullable Map<String, Object> document, Form form) {
		return (document != null) ? new WebEndpointResponse<>(OperationResponseBody.of(document), form.document())
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

	/**
	 * The media types of answers: one operation returns documents and a page, and a
	 * client may accept only one of them.
	 */
	public enum Form implements Producible<Form> {

		/** The page. */
		HTML("text/html"),

		/** JSON. */
		JSON("application/json"),

		/** A document of the actuator, second version. */
		V2("application/vnd.spring-boot.actuator.v2+json"),

		/** A document of the actuator, third version. */
		V3("application/vnd.spring-boot.actuator.v3+json");

		private final MimeType type;

		Form(String type) {
			this.type = MimeTypeUtils.parseMimeType(type);
		}

		@Override
		public MimeType getProducedMimeType() {
			return this.type;
		}

		@Override
		public boolean isDefault() {
			return this == V3;
		}

		MimeType document() {
			return ((this != HTML) ? this : JSON).type;
		}

	}

}
