package io.corspolicy.benchmarks.servlet;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Header;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardService;
import org.apache.catalina.mapper.MappingData;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

import org.springframework.web.servlet.DispatcherServlet;

/**
 * Tomcat's own request, as it is when Tomcat has parsed and mapped it and calls the first
 * filter: the fields are bytes, which become a string when they are first asked for, and
 * are found by comparing one name after the other. Used again and again, as Tomcat does.
 */
final class TomcatRequest {

	private static final String SERVLET = "dispatcherServlet";

	private final org.apache.coyote.Request coyoteRequest = new org.apache.coyote.Request();

	private final Request request;

	private final Wrapper servlet = dispatcherServlet();

	private final String path;

	/** The name and the value of every field, and the path, as they were received. */
	private final MessageBytes[] texts;

	private final byte[][] received;

	TomcatRequest(Connector connector, Call call) {
		this.request = connector.createRequest(this.coyoteRequest);
		this.path = call.path();
		this.coyoteRequest.setMethod(call.method());
		this.coyoteRequest.scheme().setString(Call.SCHEME);
		this.coyoteRequest.serverName().setChars(Call.HOST.toCharArray(), 0, Call.HOST.length());
		this.coyoteRequest.setServerPort(Call.PORT);
		List<Header> headers = call.headers();
		this.received = new byte[2 * headers.size() + 1][];
		this.texts = new MessageBytes[this.received.length];
		MimeHeaders fields = this.coyoteRequest.getMimeHeaders();
		for (int i = 0; i < headers.size(); i++) {
			byte[] name = bytes(headers.get(i).name());
			this.received[2 * i] = name;
			this.received[2 * i + 1] = bytes(headers.get(i).value());
			this.texts[2 * i + 1] = fields.addValue(name, 0, name.length);
			this.texts[2 * i] = fields.getName(i);
		}
		this.received[2 * headers.size()] = bytes(this.path);
		this.texts[2 * headers.size()] = this.coyoteRequest.requestURI();
		for (int i = 0; i < this.texts.length; i++) {
			this.texts[i].setBytes(this.received[i], 0, this.received[i].length);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Spring MVC's servlet for everything, as Spring Boot has it, in a server that is not
	 * started.
	 */
	private static Wrapper dispatcherServlet() {
		StandardEngine engine = new StandardEngine();
		engine.setName("Tomcat");
		new StandardService().setContainer(engine);
		StandardHost host = new StandardHost();
		host.setName("localhost");
		engine.addChild(host);
		StandardContext context = new StandardContext();
		context.setName("");
		context.setPath("");
		host.addChild(context);
		Wrapper servlet = context.createWrapper();
		servlet.setName(SERVLET);
		servlet.setServletClass(DispatcherServlet.class.getName());
		context.addChild(servlet);
		context.addServletMappingDecoded("/", SERVLET);
		return servlet;
	}

	/** As another request of the same kind. */
	void recycle() {
		this.request.recycle();
		for (int i = 0; i < this.texts.length; i++) {
			if (this.texts[i].getType() == MessageBytes.T_STR) {
				this.texts[i].setBytes(this.received[i], 0, this.received[i].length);
			}
		}
		this.request.setSecure(true);
		MappingData mapped = this.request.getMappingData();
		mapped.context = (Context) this.servlet.getParent();
		mapped.wrapper = this.servlet;
		mapped.matchType = MappingMatch.DEFAULT;
		mapped.requestPath.setString(this.path);
		mapped.wrapperPath.setString(this.path);
	}

	/** What Tomcat hands to filters. */
	HttpServletRequest facade() {
		return this.request.getRequest();
	}

	org.apache.coyote.Request coyoteRequest() {
		return this.coyoteRequest;
	}

	Request request() {
		return this.request;
	}

}
