package io.corspolicy.benchmarks.reactive;

import java.net.URI;
import java.util.List;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.FreshStrings;
import io.corspolicy.benchmarks.Header;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Spring's own request around Reactor Netty's, but that the path is parsed before
 * anything is measured: some router asks for it after every filter. Used again and again.
 */
final class NettyRequest extends AbstractServerHttpRequest {

	private final HttpServerResponse operations;

	private final String[] values;

	private NettyRequest(Call call, HttpRequest request, String[] values) {
		super(HttpMethod.valueOf(call.method()), URI.create(Call.OWN_ORIGIN + call.path()), "",
				HttpHeaders.readOnlyHttpHeaders(new HttpHeaders(new Netty4HeadersAdapter(request.headers()))));
		this.operations = ReactorNetty.operations(request);
		this.values = values;
		getPath();
	}

	static NettyRequest of(Call call) {
		HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1,
				io.netty.handler.codec.http.HttpMethod.valueOf(call.method()), call.path());
		List<Header> fields = call.headers();
		String[] values = fields.stream().map(Header::value).map(FreshStrings::copy).toArray(String[]::new);
		for (int i = 0; i < values.length; i++) {
			// What Netty's decoder makes of a name and of a value.
			request.headers().add(new AsciiString(fields.get(i).name()), values[i]);
		}
		return new NettyRequest(call, request, values);
	}

	/** As another request of the same kind. */
	void recycle() {
		for (String value : this.values) {
			FreshStrings.forgetHash(value);
		}
	}

	/** Reactor Netty's own request, which is its response, too. */
	HttpServerResponse operations() {
		return this.operations;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getNativeRequest() {
		return (T) this.operations;
	}

	@Override
	protected String initId() {
		return "1";
	}

	@Override
	protected MultiValueMap<String, HttpCookie> initCookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	protected @Nullable SslInfo initSslInfo() {
		return null;
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return Flux.empty();
	}

}
