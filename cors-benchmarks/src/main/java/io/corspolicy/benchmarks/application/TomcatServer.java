package io.corspolicy.benchmarks.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.corspolicy.benchmarks.Configuration;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.benchmarks.servlet.ServletFilters;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * Tomcat with a servlet.
 */
final class TomcatServer implements Server {

	private final Variant variant;

	private final Tomcat tomcat = new Tomcat();

	TomcatServer(Variant variant, Configuration configuration, Path directory) throws Exception {
		this.variant = variant;
		this.tomcat.setBaseDir(directory.resolve(variant.name()).toString());
		this.tomcat.setPort(0);
		Connector connector = this.tomcat.getConnector();
		connector.setProperty("address", "127.0.0.1");
		connector.setProperty("maxThreads", "10");
		connector.setProperty("minSpareThreads", "10");
		connector.setProperty("maxKeepAliveRequests", "-1");
		Context context = this.tomcat.addContext("", null);
		if (variant != Variant.EMPTY) {
			addFilter(context, configuration);
		}
		Tomcat.addServlet(context, "hello", new Hello());
		context.addServletMappingDecoded("/", "hello");
		this.tomcat.start();
	}

	private void addFilter(Context context, Configuration configuration) throws Exception {
		FilterDef definition = new FilterDef();
		definition.setFilterName("cors");
		Filter filter = ServletFilters.create(this.variant, configuration);
		// Tomcat must not initialise it again.
		definition.setFilter(filter::doFilter);
		context.addFilterDef(definition);
		FilterMap mapping = new FilterMap();
		mapping.setFilterName("cors");
		mapping.addURLPattern("/*");
		context.addFilterMap(mapping);
	}

	@Override
	public Variant variant() {
		return this.variant;
	}

	@Override
	public int port() {
		return this.tomcat.getConnector().getLocalPort();
	}

	@Override
	public void stop() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	private static final class Hello extends HttpServlet {

		private static final long serialVersionUID = 1;

		private static final byte[] BODY = "Hello".getBytes(StandardCharsets.US_ASCII);

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("text/plain");
			response.setContentLength(BODY.length);
			response.getOutputStream().write(BODY);
		}

	}

}
