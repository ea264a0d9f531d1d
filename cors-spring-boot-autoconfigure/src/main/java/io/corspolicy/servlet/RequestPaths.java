package io.corspolicy.servlet;

import java.nio.charset.StandardCharsets;
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
	private final Map<String, Boolean> dispatcherServlets = new ConcurrentHashMap<>();

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
		String name = request.getHttpServletMapping().getServletName();
		return name == null || name.isEmpty() || isDispatcherServlet(request, name)
				|| request.getServletContext().getServletRegistration(name) == null;
	}

	private String dispatcherPrefix(HttpServletRequest request) {
		HttpServletMapping mapping = request.getHttpServletMapping();
		if (mapping.getMappingMatch() != MappingMatch.PATH || request.getServletPath().isEmpty()) {
			return "";
		}
		return isDispatcherServlet(request, mapping.getServletName())
				? UriUtils.encodePath(request.getServletPath(), StandardCharsets.UTF_8) : "";
	}

	private boolean isDispatcherServlet(HttpServletRequest request, String servletName) {
		return this.dispatcherServlets.computeIfAbsent(servletName,
				(key) -> isDispatcherServlet(request.getServletContext(), key));
	}

	/** By name: Spring MVC need not be there. */
	private static boolean isDispatcherServlet(ServletContext context, String servletName) {
		ServletRegistration registration = context.getServletRegistration(servletName);
		String className = (registration != null) ? registration.getClassName() : null;
		Class<?> type = (className != null) ? load(className) : null;
		while (type != null && !type.getName().equals(DISPATCHER_SERVLET)) {
			type = type.getSuperclass();
		}
		return type != null;
	}

	private static @Nullable Class<?> load(String className) {
		try {
			return ClassUtils.forName(className, null);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

}
