package io.corspolicy.contract;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;

import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyServletAutoConfiguration;
import io.corspolicy.servlet.CorsPolicyFilter;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.Transport;
import io.corspolicy.test.WireRequest;
import io.corspolicy.test.WireResponse;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * On Spring MVC and Tomcat.
 */
final class ServletApplication extends Application {

	private final ServletContext servletContext = bean(ServletContext.class);

	private final DispatcherServlet servlet = bean(DispatcherServlet.class);

	private final CorsPolicyFilter filter = (CorsPolicyFilter) Objects
		.requireNonNull(bean(FilterRegistrationBean.class).getFilter());

	ServletApplication() {
		super(WebApplicationType.SERVLET, Configured.class);
	}

	@Override
	Transport direct() {
		return this::exchange;
	}

	private WireResponse exchange(WireRequest request) throws IOException {
		URI uri = request.uri();
		MockHttpServletRequest servletRequest = new MockHttpServletRequest(this.servletContext, request.method(),
				uri.getRawPath());
		servletRequest.setScheme(uri.getScheme());
		servletRequest.setSecure(uri.getScheme().equals("https"));
		// As containers do, which know hosts that java.net.URI does not.
		String authority = uri.getRawAuthority();
		servletRequest.setServerName(authority.replaceFirst(":[0-9]+$", ""));
		servletRequest.setServerPort(authority.matches(".*:[0-9]+")
				? Integer.parseInt(authority.replaceFirst("^.*:", "")) : (servletRequest.isSecure() ? 443 : 80));
		request.headers().fields().forEach((field) -> servletRequest.addHeader(field.name(), field.value()));
		MockHttpServletResponse response = new MockHttpServletResponse();
		try {
			new MockFilterChain(this.servlet, this.filter).doFilter(servletRequest, response);
		}
		catch (ServletException ex) {
			throw new IllegalStateException("A container would answer with 500", ex);
		}
		HeaderList headers = HeaderList.empty();
		for (String name : response.getHeaderNames()) {
			for (String value : response.getHeaders(name)) {
				headers = headers.with(name, value);
			}
		}
		return new WireResponse(response.getStatus(), headers, response.getContentAsByteArray());
	}

	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
			CorsPolicyAutoConfiguration.class, CorsPolicyServletAutoConfiguration.class })
	@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
	static class Configured {

	}

}
