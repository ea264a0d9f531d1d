package io.corspolicy.reactive;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * A request without its {@code Origin}, for an application that must not decide on it
 * again. The server's own request has the field.
 */
final class OriginlessRequest extends ServerHttpRequestDecorator {

	private final HttpHeaders headers;

	OriginlessRequest(ServerHttpRequest request) {
		super(request);
		HttpHeaders others = new HttpHeaders();
		request.getHeaders().forEach((name, values) -> {
			if (!name.equalsIgnoreCase(HttpHeaders.ORIGIN)) {
				others.addAll(name, values);
			}
		});
		this.headers = HttpHeaders.readOnlyHttpHeaders(others);
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

}
