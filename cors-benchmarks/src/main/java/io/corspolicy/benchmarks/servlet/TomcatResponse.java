package io.corspolicy.benchmarks.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Response;
import org.apache.coyote.OutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's own response, up to the buffer of a connection, which swallows everything.
 * Used again and again, as Tomcat does.
 */
final class TomcatResponse {

	private final org.apache.coyote.Response coyoteResponse = new org.apache.coyote.Response();

	private final Response response;

	TomcatResponse(Connector connector, TomcatRequest request) {
		this.response = connector.createResponse(this.coyoteResponse);
		this.coyoteResponse.setOutputBuffer(new Connection());
		this.coyoteResponse.setRequest(request.coyoteRequest());
		request.coyoteRequest().setResponse(this.coyoteResponse);
		this.response.setRequest(request.request());
		request.request().setResponse(this.response);
		request.coyoteRequest().setNote(CoyoteAdapter.ADAPTER_NOTES, request.request());
		this.coyoteResponse.setNote(CoyoteAdapter.ADAPTER_NOTES, this.response);
	}

	/** As another response. */
	void recycle() {
		this.response.recycle();
		this.coyoteResponse.recycle();
	}

	/** What Tomcat hands to filters. */
	HttpServletResponse facade() {
		return this.response.getResponse();
	}

	/** What Tomcat does after the last filter: the response is committed. */
	void finish() throws IOException {
		this.response.finishResponse();
	}

	int status() {
		return this.response.getStatus();
	}

	@Nullable String header(String name) {
		return this.response.getHeader(name);
	}

	boolean isCommitted() {
		return this.response.isCommitted();
	}

	/**
	 * Swallows everything.
	 */
	private static final class Connection implements OutputBuffer {

		private long written;

		@Override
		public int doWrite(ByteBuffer bytes) {
			int length = bytes.remaining();
			bytes.position(bytes.limit());
			this.written += length;
			return length;
		}

		@Override
		public long getBytesWritten() {
			return this.written;
		}

	}

}
