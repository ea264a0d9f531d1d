package io.corspolicy.reactive;

import java.util.List;

import io.corspolicy.engine.HeaderWriter;
import io.corspolicy.engine.fetch.Vary;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Reactive responses as the engine sees them.
 */
enum ReactiveHeaderWriter implements HeaderWriter<ServerHttpResponse> {

	INSTANCE;

	@Override
	public void set(ServerHttpResponse response, String name, String value) {
		if (NettyHeaders.areOf(response)) {
			NettyHeaders.set(response, name, value);
		}
		else {
			response.getHeaders().set(name, value);
		}
	}

	@Override
	public void addVary(ServerHttpResponse response, String names) {
		if (NettyHeaders.areOf(response) && NettyHeaders.addVary(response, names)) {
			return;
		}
		HttpHeaders headers = response.getHeaders();
		List<String> present = HeaderValues.get(headers, Vary.NAME);
		if (present == null || present.isEmpty()) {
			headers.add(Vary.NAME, names);
		}
		else if (present.size() != 1 || !names.equals(present.get(0))) {
			headers.set(Vary.NAME, Vary.merge(names, present));
		}
	}

}
