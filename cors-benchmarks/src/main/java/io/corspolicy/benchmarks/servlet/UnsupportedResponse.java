package io.corspolicy.benchmarks.servlet;

import java.util.Locale;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What no filter asks of a response.
 */
abstract class UnsupportedResponse implements HttpServletResponse {

	@Override
	public void setCharacterEncoding(String name) {
		throw new UnsupportedOperationException("setCharacterEncoding");
	}

	@Override
	public void setBufferSize(int value) {
		throw new UnsupportedOperationException("setBufferSize");
	}

	@Override
	public int getBufferSize() {
		throw new UnsupportedOperationException("getBufferSize");
	}

	@Override
	public void setLocale(Locale value) {
		throw new UnsupportedOperationException("setLocale");
	}

	@Override
	public Locale getLocale() {
		throw new UnsupportedOperationException("getLocale");
	}

	@Override
	public void addCookie(Cookie value) {
		throw new UnsupportedOperationException("addCookie");
	}

	@Override
	public String encodeURL(String name) {
		throw new UnsupportedOperationException("encodeURL");
	}

	@Override
	public String encodeRedirectURL(String name) {
		throw new UnsupportedOperationException("encodeRedirectURL");
	}

	@Override
	public void sendError(int p0, String p1) {
		throw new UnsupportedOperationException("sendError");
	}

	@Override
	public void sendError(int value) {
		throw new UnsupportedOperationException("sendError");
	}

	@Override
	public void sendRedirect(String p0, int p1, boolean p2) {
		throw new UnsupportedOperationException("sendRedirect");
	}

	@Override
	public void setDateHeader(String p0, long p1) {
		throw new UnsupportedOperationException("setDateHeader");
	}

	@Override
	public void addDateHeader(String p0, long p1) {
		throw new UnsupportedOperationException("addDateHeader");
	}

	@Override
	public void setIntHeader(String p0, int p1) {
		throw new UnsupportedOperationException("setIntHeader");
	}

	@Override
	public void addIntHeader(String p0, int p1) {
		throw new UnsupportedOperationException("addIntHeader");
	}

}
