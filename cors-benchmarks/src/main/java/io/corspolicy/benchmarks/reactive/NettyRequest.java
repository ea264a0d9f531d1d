package io.corspolicy.benchmarks.reactive;

import java.util.List;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.FreshStrings;
import io.corspolicy.benchmarks.Header;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Spring's own request around Reactor Netty's, but that the path is parsed before
 * anything is measured: some router asks for it after every filter. Used again and again.
 */
final class NettyRequest {

	private final HttpServerResponse operations;

	private final ServerHttpRequest request;

	private final String[] values;

	NettyRequest(Call call) {
		HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(call.method()),
				call.path());
		List<Header> fields = call.headers();
		this.values = fields.stream().map(Header::value).map(FreshStrings::copy).toArray(String[]::new);
		for (int i = 0; i < this.values.length; i++) {
			// What Netty's decoder makes of a name and of a value.
			request.headers().add(new AsciiString(fields.get(i).name()), this.values[i]);
		}
		this.operations = ReactorNetty.operations(request);
		this.request = ReactorNetty.springRequest(this.operations,
				new NettyDataBufferFactory(ByteBufAllocator.DEFAULT));
		this.request.getPath();
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

	/** What Spring hands to filters. */
	ServerHttpRequest request() {
		return this.request;
	}

}
