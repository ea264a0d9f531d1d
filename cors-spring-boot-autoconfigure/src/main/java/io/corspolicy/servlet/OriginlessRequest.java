package io.corspolicy.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request without its {@code Origin}, for an application that must not decide on it
 * again. Unwrapping the request reveals the field.
 */
final class OriginlessRequest extends HttpServletRequestWrapper {

	private static final String ORIGIN = "Origin";

	OriginlessRequest(HttpServletRequest request) {
		super(request);
	}

	@Override
	public @Nullable String getHeader(String name) {
		return isOrigin(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return isOrigin(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public @Nullable Enumeration<String> getHeaderNames() {
		Enumeration<String> names = super.getHeaderNames();
		if (names == null) {
			// A container may deny access to headers with null.
			return null;
		}
		List<String> others = Collections.list(names).stream().filter((name) -> !isOrigin(name)).toList();
		return Collections.enumeration(others);
	}

	@Override
	public long getDateHeader(String name) {
		return isOrigin(name) ? -1 : super.getDateHeader(name);
	}

	@Override
	public int getIntHeader(String name) {
		return isOrigin(name) ? -1 : super.getIntHeader(name);
	}

	private static boolean isOrigin(@Nullable String name) {
		return ORIGIN.equalsIgnoreCase(name);
	}

}
