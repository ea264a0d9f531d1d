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
		if (isNetty(response)) {
			NettyHeaders.set(response, name, value);
		}
		else {
			response.getHeaders().set(name, value);
		}
	}

	@Override
	public void addVary(ServerHttpResponse response, String names) {
		if (isNetty(response) && NettyHeaders.addVary(response, names)) {
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

	/** Spring knows what to do when the response is committed. */
	private static boolean isNetty(ServerHttpResponse response) {
		return NettyHeaders.areOf(response) && !response.isCommitted();
	}

}
