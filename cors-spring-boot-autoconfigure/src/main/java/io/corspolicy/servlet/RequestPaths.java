package io.corspolicy.servlet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.UriUtils;

/**
 * Parses the path of a request as Spring MVC does: without the context path and, for a
 * {@code DispatcherServlet}, without the prefix that it is mapped to.
 */
final class RequestPaths {

	private static final String DISPATCHER_SERVLET = "org.springframework.web.servlet.DispatcherServlet";

	/** By the servlet's name: there are as many entries as servlets. */
	private final Map<String, Servlet> servlets = new ConcurrentHashMap<>();

	/** Whether everything goes to one dispatcher; {@code null} until somebody asked. */
	private volatile @Nullable Boolean oneForAll;

	/**
	 * Where in the request's URI the path within the application begins, or -1 where it
	 * has to be parsed to tell.
	 */
	int start(HttpServletRequest request) {
		if (!isOneForAll(request) && !dispatcherPrefix(request).isEmpty()) {
			return -1;
		}
		String contextPath = request.getContextPath();
		return (contextPath.isEmpty() || request.getRequestURI().startsWith(contextPath)) ? contextPath.length() : -1;
	}

	PathContainer pathWithinApplication(HttpServletRequest request) {
		String servletPrefix = dispatcherPrefix(request);
		try {
			return RequestPath.parse(request.getRequestURI(), request.getContextPath() + servletPrefix)
				.pathWithinApplication();
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// The prefix is spelled differently in the request: the container knows
			// better.
			String pathInfo = (request.getPathInfo() != null) ? request.getPathInfo() : "";
			String path = servletPrefix.isEmpty() ? request.getServletPath() + pathInfo : pathInfo;
			return PathContainer.parsePath(UriUtils.encodePath(path, StandardCharsets.UTF_8));
		}
	}

	/**
	 * Whether Spring MVC's handlers are asked, and not another servlet. Where no servlet
	 * is known, as in tests without a container, they are.
	 */
	boolean isForHandlers(HttpServletRequest request) {
		if (isOneForAll(request)) {
			return true;
		}
		String name = request.getHttpServletMapping().getServletName();
		return name == null || name.isEmpty() || servlet(request, name) != Servlet.OTHER;
	}

	/** As in most applications, which then need not ask for each request. */
	private boolean isOneForAll(HttpServletRequest request) {
		Boolean known = this.oneForAll;
		if (known == null) {
			List<? extends ServletRegistration> mapped = request.getServletContext()
				.getServletRegistrations()
				.values()
				.stream()
				.filter((servlet) -> !servlet.getMappings().isEmpty())
				.toList();
			known = mapped.size() == 1 && List.copyOf(mapped.get(0).getMappings()).equals(List.of("/"))
					&& servlet(request, mapped.get(0).getName()) == Servlet.DISPATCHER;
			this.oneForAll = known;
		}
		return known;
	}

	private String dispatcherPrefix(HttpServletRequest request) {
		HttpServletMapping mapping = request.getHttpServletMapping();
		if (mapping.getMappingMatch() != MappingMatch.PATH || request.getServletPath().isEmpty()) {
			return "";
		}
		return (servlet(request, mapping.getServletName()) == Servlet.DISPATCHER)
				? UriUtils.encodePath(request.getServletPath(), StandardCharsets.UTF_8) : "";
	}

	private Servlet servlet(HttpServletRequest request, String name) {
		return this.servlets.computeIfAbsent(name, (key) -> servlet(request.getServletContext(), key));
	}

	/** By name: Spring MVC need not be there. */
	private static Servlet servlet(ServletContext context, String name) {
		ServletRegistration registration = context.getServletRegistration(name);
		if (registration == null) {
			return Servlet.UNKNOWN;
		}
		String className = registration.getClassName();
		Class<?> type = (className != null) ? load(className) : null;
		while (type != null && !type.getName().equals(DISPATCHER_SERVLET)) {
			type = type.getSuperclass();
		}
		return (type != null) ? Servlet.DISPATCHER : Servlet.OTHER;
	}

	private static @Nullable Class<?> load(String className) {
		try {
			return ClassUtils.forName(className, null);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private enum Servlet {

		/** A {@code DispatcherServlet}. */
		DISPATCHER,

		/** Any other servlet. */
		OTHER,

		/** None that the container knows. */
		UNKNOWN

	}

}
