package io.corspolicy.benchmarks.reactive;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.FreshStrings;
import io.corspolicy.benchmarks.Header;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A request whose headers are Netty's, and all else at hand. Used again and again.
 */
final class LightRequest implements ServerHttpRequest {

	private final HttpMethod method;

	private final URI uri;

	private final RequestPath path;

	private final HttpHeaders headers;

	private final String[] values;

	private final Map<String, Object> attributes = new HashMap<>();

	LightRequest(Call call) {
		this.method = HttpMethod.valueOf(call.method());
		this.uri = URI.create(Call.SCHEME + "://" + Call.HOST + call.path());
		this.path = RequestPath.parse(this.uri, "");
		this.values = call.headers().stream().map(Header::value).map(FreshStrings::copy).toArray(String[]::new);
		io.netty.handler.codec.http.HttpHeaders netty = new DefaultHttpHeaders();
		for (int i = 0; i < this.values.length; i++) {
			netty.add(FreshStrings.copy(call.headers().get(i).name()), this.values[i]);
		}
		this.headers = HttpHeaders.readOnlyHttpHeaders(new HttpHeaders(new Netty4HeadersAdapter(netty)));
	}

	/** As another request of the same kind. */
	void recycle() {
		for (String value : this.values) {
			FreshStrings.forgetHash(value);
		}
	}

	@Override
	public String getId() {
		return "1";
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public RequestPath getPath() {
		return this.path;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public MultiValueMap<String, String> getQueryParams() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public MultiValueMap<String, HttpCookie> getCookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return Flux.empty();
	}

}
