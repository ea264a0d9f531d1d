package io.corspolicy.servlet;

import java.util.Set;

import io.corspolicy.path.FilePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.web.method.HandlerMethod;

/**
 * A request for a file, with the plain path under which the file is looked up.
 */
final class FileRequest extends HttpServletRequestWrapper {

	/** By name, as not all of them are public. */
	private static final Set<String> FILE_HANDLERS = Set.of(
			"org.springframework.web.servlet.resource.ResourceHttpRequestHandler",
			"org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler",
			"org.springframework.web.servlet.function.ResourceHandlerFunction");

	private final String uri;

	private FileRequest(HttpServletRequest request, String uri) {
		super(request);
		this.uri = uri;
	}

	/**
	 * The request as the handler sees it.
	 * @return the request itself, unless it is for a file and its path is not plain
	 */
	static HttpServletRequest of(HttpServletRequest request, Object handler) {
		if (handler instanceof HandlerMethod) {
			return request;
		}
		String uri = FilePaths.plain(request.getRequestURI());
		return (uri != null && servesFiles(handler)) ? new FileRequest(request, uri) : request;
	}

	private static boolean servesFiles(Object handler) {
		for (Class<?> type = handler.getClass(); type != null; type = type.getSuperclass()) {
			if (FILE_HANDLERS.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	@Override
	public String getRequestURI() {
		return this.uri;
	}

}
