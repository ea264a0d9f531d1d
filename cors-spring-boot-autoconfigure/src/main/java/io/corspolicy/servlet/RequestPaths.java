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
 * Reads the path of a request like the servlet that serves it. The application's own
 * {@code DispatcherServlet} parses it as it was sent, without the context path and the
 * prefix that the servlet is mapped to. Any other servlet, a further
 * {@code DispatcherServlet} included, was chosen by the container, which had decoded and
 * normalised it.
 */
final class RequestPaths {

	/** Spring Boot's name of the application's own dispatcher. */
	private static final String OWN_NAME = "dispatcherServlet";

	private static final String DISPATCHER_SERVLET = "org.springframework.web.servlet.DispatcherServlet";

	/** By the servlet's name: there are as many entries as servlets. */
	private final Map<String, Servlet> servlets = new ConcurrentHashMap<>();

	/** Whether everything goes to one dispatcher; {@code null} until first read. */
	private volatile @Nullable Boolean oneForAll;

	/**
	 * Where in the request's URI the path within the application begins, or -1 if it has
	 * to be parsed.
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
			// The prefix is spelled differently in the request, so the container's result
			// is used.
			String pathInfo = (request.getPathInfo() != null) ? request.getPathInfo() : "";
			String path = servletPrefix.isEmpty() ? servedPath(request) : pathInfo;
			return PathContainer.parsePath(UriUtils.encodePath(path, StandardCharsets.UTF_8));
		}
	}

	/**
	 * The path within the application as the container sees it, decoded and normalised.
	 */
	static String servedPath(HttpServletRequest request) {
		String pathInfo = request.getPathInfo();
		return (pathInfo != null) ? request.getServletPath() + pathInfo : request.getServletPath();
	}

	/**
	 * Whether Spring MVC's handlers serve the request, and not another servlet. If no
	 * servlet is known, as in tests without a container, they do.
	 */
	boolean isForHandlers(HttpServletRequest request) {
		if (isOneForAll(request)) {
			return true;
		}
		String name = request.getHttpServletMapping().getServletName();
		if (name == null || name.isEmpty()) {
			return true;
		}
		Servlet servlet = servlet(request, name);
		return servlet == Servlet.OWN_DISPATCHER || servlet == Servlet.UNKNOWN;
	}

	/** As in most applications, which then need no check per request. */
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
					&& servlet(request, mapped.get(0).getName()) == Servlet.OWN_DISPATCHER;
			this.oneForAll = known;
		}
		return known;
	}

	private String dispatcherPrefix(HttpServletRequest request) {
		HttpServletMapping mapping = request.getHttpServletMapping();
		if (mapping.getMappingMatch() != MappingMatch.PATH || request.getServletPath().isEmpty()) {
			return "";
		}
		return (servlet(request, mapping.getServletName()) == Servlet.OWN_DISPATCHER)
				? UriUtils.encodePath(request.getServletPath(), StandardCharsets.UTF_8) : "";
	}

	private Servlet servlet(HttpServletRequest request, String name) {
		return this.servlets.computeIfAbsent(name, (key) -> servlet(request.getServletContext(), key));
	}

	/** By name: Spring MVC may be absent. */
	private static Servlet servlet(ServletContext context, String name) {
		ServletRegistration registration = context.getServletRegistration(name);
		if (registration == null) {
			return Servlet.UNKNOWN;
		}
		return (isDispatcher(registration) && isOwn(context, registration)) ? Servlet.OWN_DISPATCHER : Servlet.OTHER;
	}

	/**
	 * Whether a dispatcher is the application's own: the only one, or among several the
	 * one that Spring Boot registers, or else the one that everything goes to.
	 */
	private static boolean isOwn(ServletContext context, ServletRegistration registration) {
		List<? extends ServletRegistration> dispatchers = context.getServletRegistrations()
			.values()
			.stream()
			.filter(RequestPaths::isDispatcher)
			.toList();
		return dispatchers.size() == 1 || registration.getName().equals(OWN_NAME)
				|| (dispatchers.stream().noneMatch((other) -> other.getName().equals(OWN_NAME))
						&& registration.getMappings().contains("/"));
	}

	private static boolean isDispatcher(ServletRegistration registration) {
		String className = registration.getClassName();
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

	private enum Servlet {

		/** The application's own {@code DispatcherServlet}. */
		OWN_DISPATCHER,

		/** Any other servlet. */
		OTHER,

		/** A servlet that the container does not know. */
		UNKNOWN

	}

}
