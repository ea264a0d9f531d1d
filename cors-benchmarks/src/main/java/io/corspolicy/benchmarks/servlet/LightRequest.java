package io.corspolicy.benchmarks.servlet;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.FreshStrings;
import io.corspolicy.benchmarks.Header;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.CompilerControl;

import org.springframework.web.servlet.DispatcherServlet;

/**
 * A request that costs what a container costs at least: headers are looked up by the hash
 * of their name in any case, so that many of them are a filter's expense only if the
 * filter itself goes through them. (Undertow and Netty do it so; Tomcat and Jetty compare
 * one name after the other.) Used again and again.
 */
final class LightRequest extends UnsupportedRequest {

	private static final int BUCKETS = 64;

	private static final int NONE = -1;

	private static final String SERVLET = "dispatcherServlet";

	private static final ServletContext CONTEXT = context();

	private final String method;

	private final String path;

	private final String[] names;

	private final String[] values;

	/** The first header of a bucket. */
	private final int[] first = new int[BUCKETS];

	/** The next header of the same bucket. */
	private final int[] next;

	private final String[] attributeNames = new String[16];

	private final @Nullable Object[] attributes = new Object[16];

	private int attributeCount;

	LightRequest(Call call) {
		this.method = call.method();
		this.path = FreshStrings.copy(call.path());
		List<Header> headers = call.headers();
		this.names = headers.stream().map(Header::name).map(FreshStrings::copy).toArray(String[]::new);
		this.values = headers.stream().map(Header::value).map(FreshStrings::copy).toArray(String[]::new);
		this.next = new int[headers.size()];
		Arrays.fill(this.first, NONE);
		for (int i = this.names.length - 1; i >= 0; i--) {
			int bucket = bucket(this.names[i]);
			this.next[i] = this.first[bucket];
			this.first[bucket] = i;
		}
	}

	/** Spring MVC's servlet for everything, as Spring Boot has it. */
	private static ServletContext context() {
		ServletRegistration registration = proxy(ServletRegistration.class, Map.of("getName", SERVLET, "getClassName",
				DispatcherServlet.class.getName(), "getMappings", List.of("/")));
		return proxy(ServletContext.class, Map.of("getServletRegistration", registration, "getServletRegistrations",
				Map.of(SERVLET, registration)));
	}

	private static <T> T proxy(Class<T> type, Map<String, Object> results) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				Object result = results.get(method.getName());
				if (result == null) {
					throw new UnsupportedOperationException(method.getName());
				}
				return result;
			}));
	}

	/** As another request of the same kind. */
	void recycle() {
		Arrays.fill(this.attributes, 0, this.attributeCount, null);
		this.attributeCount = 0;
		FreshStrings.forgetHash(this.path);
		for (String value : this.values) {
			FreshStrings.forgetHash(value);
		}
	}

	/**
	 * Never compiled into a filter, which would know the hashes of its names beforehand.
	 */
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	private int find(String name) {
		return find(name, this.first[bucket(name)]);
	}

	private int find(String name, int start) {
		for (int i = start; i != NONE; i = this.next[i]) {
			if (this.names[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return NONE;
	}

	private static int bucket(String name) {
		int hash = 0;
		for (int i = 0; i < name.length(); i++) {
			// In lower case, as far as letters go.
			hash = 31 * hash + (name.charAt(i) | 0x20);
		}
		return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
	}

	@Override
	public @Nullable String getHeader(String name) {
		int index = find(name);
		return (index != NONE) ? this.values[index] : null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		int index = find(name);
		return (index != NONE) ? new Values(name, index) : Collections.emptyEnumeration();
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		return Collections.enumeration(Arrays.asList(this.names));
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		int index = attribute(name);
		return (index != NONE) ? this.attributes[index] : null;
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		int index = attribute(name);
		if (index == NONE) {
			index = this.attributeCount++;
			this.attributeNames[index] = name;
		}
		this.attributes[index] = value;
	}

	@Override
	public void removeAttribute(String name) {
		int index = attribute(name);
		if (index != NONE) {
			int last = --this.attributeCount;
			this.attributeNames[index] = this.attributeNames[last];
			this.attributes[index] = this.attributes[last];
			this.attributes[last] = null;
		}
	}

	private int attribute(String name) {
		for (int i = 0; i < this.attributeCount; i++) {
			if (this.attributeNames[i].equals(name)) {
				return i;
			}
		}
		return NONE;
	}

	@Override
	public String getMethod() {
		return this.method;
	}

	@Override
	public String getRequestURI() {
		return this.path;
	}

	@Override
	public String getContextPath() {
		return "";
	}

	@Override
	public String getServletPath() {
		return this.path;
	}

	@Override
	public @Nullable String getPathInfo() {
		return null;
	}

	@Override
	public String getScheme() {
		return Call.SCHEME;
	}

	@Override
	public boolean isSecure() {
		return true;
	}

	@Override
	public String getServerName() {
		return Call.HOST;
	}

	@Override
	public int getServerPort() {
		return 443;
	}

	@Override
	public @Nullable String getContentType() {
		return getHeader("Content-Type");
	}

	@Override
	public int getContentLength() {
		return NONE;
	}

	@Override
	public boolean isAsyncStarted() {
		return false;
	}

	@Override
	public DispatcherType getDispatcherType() {
		return DispatcherType.REQUEST;
	}

	@Override
	public HttpServletMapping getHttpServletMapping() {
		return Mapping.DEFAULT;
	}

	@Override
	public ServletContext getServletContext() {
		return CONTEXT;
	}

	/**
	 * As Spring Boot maps its servlet.
	 */
	private enum Mapping implements HttpServletMapping {

		DEFAULT;

		@Override
		public String getMatchValue() {
			return "";
		}

		@Override
		public String getPattern() {
			return "/";
		}

		@Override
		public String getServletName() {
			return SERVLET;
		}

		@Override
		public MappingMatch getMappingMatch() {
			return MappingMatch.DEFAULT;
		}

	}

	/**
	 * The values of a field.
	 */
	private final class Values implements Enumeration<String> {

		private final String name;

		private int index;

		private Values(String name, int index) {
			this.name = name;
			this.index = index;
		}

		@Override
		public boolean hasMoreElements() {
			return this.index != NONE;
		}

		@Override
		public String nextElement() {
			if (this.index == NONE) {
				throw new NoSuchElementException();
			}
			String value = LightRequest.this.values[this.index];
			this.index = find(this.name, LightRequest.this.next[this.index]);
			return value;
		}

	}

}
