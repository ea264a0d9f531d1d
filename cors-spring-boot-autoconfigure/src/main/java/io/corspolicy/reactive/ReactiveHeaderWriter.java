package io.corspolicy.reactive;

import java.util.List;

import io.corspolicy.engine.HeaderWriter;
import io.corspolicy.engine.Vary;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Reactive responses as the engine sees them.
 */
enum ReactiveHeaderWriter implements HeaderWriter<ServerHttpResponse> {

	INSTANCE;

	@Override
	public void set(ServerHttpResponse response, String name, String value) {
		response.getHeaders().set(name, value);
	}

	@Override
	public void addVary(ServerHttpResponse response, String names) {
		HttpHeaders headers = response.getHeaders();
		List<String> present = HeaderValues.get(headers, Vary.NAME);
		headers.set(Vary.NAME, (present == null) ? names : Vary.merge(names, present));
	}

}
