package io.corspolicy.benchmarks.servlet;

import java.io.BufferedReader;
import java.security.Principal;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;

/**
 * What no filter asks of a request.
 */
abstract class UnsupportedRequest implements HttpServletRequest {

	@Override
	public Enumeration<String> getAttributeNames() {
		throw new UnsupportedOperationException("getAttributeNames");
	}

	@Override
	public String getCharacterEncoding() {
		throw new UnsupportedOperationException("getCharacterEncoding");
	}

	@Override
	public void setCharacterEncoding(String name) {
		throw new UnsupportedOperationException("setCharacterEncoding");
	}

	@Override
	public long getContentLengthLong() {
		throw new UnsupportedOperationException("getContentLengthLong");
	}

	@Override
	public ServletInputStream getInputStream() {
		throw new UnsupportedOperationException("getInputStream");
	}

	@Override
	public String getParameter(String name) {
		throw new UnsupportedOperationException("getParameter");
	}

	@Override
	public Enumeration<String> getParameterNames() {
		throw new UnsupportedOperationException("getParameterNames");
	}

	@Override
	public String[] getParameterValues(String name) {
		throw new UnsupportedOperationException("getParameterValues");
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		throw new UnsupportedOperationException("getParameterMap");
	}

	@Override
	public String getProtocol() {
		throw new UnsupportedOperationException("getProtocol");
	}

	@Override
	public BufferedReader getReader() {
		throw new UnsupportedOperationException("getReader");
	}

	@Override
	public String getRemoteAddr() {
		throw new UnsupportedOperationException("getRemoteAddr");
	}

	@Override
	public String getRemoteHost() {
		throw new UnsupportedOperationException("getRemoteHost");
	}

	@Override
	public Locale getLocale() {
		throw new UnsupportedOperationException("getLocale");
	}

	@Override
	public Enumeration<Locale> getLocales() {
		throw new UnsupportedOperationException("getLocales");
	}

	@Override
	public RequestDispatcher getRequestDispatcher(String name) {
		throw new UnsupportedOperationException("getRequestDispatcher");
	}

	@Override
	public int getRemotePort() {
		throw new UnsupportedOperationException("getRemotePort");
	}

	@Override
	public String getLocalName() {
		throw new UnsupportedOperationException("getLocalName");
	}

	@Override
	public String getLocalAddr() {
		throw new UnsupportedOperationException("getLocalAddr");
	}

	@Override
	public int getLocalPort() {
		throw new UnsupportedOperationException("getLocalPort");
	}

	@Override
	public AsyncContext startAsync() {
		throw new UnsupportedOperationException("startAsync");
	}

	@Override
	public AsyncContext startAsync(ServletRequest p0, ServletResponse p1) {
		throw new UnsupportedOperationException("startAsync");
	}

	@Override
	public boolean isAsyncStarted() {
		throw new UnsupportedOperationException("isAsyncStarted");
	}

	@Override
	public boolean isAsyncSupported() {
		throw new UnsupportedOperationException("isAsyncSupported");
	}

	@Override
	public AsyncContext getAsyncContext() {
		throw new UnsupportedOperationException("getAsyncContext");
	}

	@Override
	public String getRequestId() {
		throw new UnsupportedOperationException("getRequestId");
	}

	@Override
	public String getProtocolRequestId() {
		throw new UnsupportedOperationException("getProtocolRequestId");
	}

	@Override
	public ServletConnection getServletConnection() {
		throw new UnsupportedOperationException("getServletConnection");
	}

	@Override
	public String getAuthType() {
		throw new UnsupportedOperationException("getAuthType");
	}

	@Override
	public Cookie[] getCookies() {
		throw new UnsupportedOperationException("getCookies");
	}

	@Override
	public long getDateHeader(String name) {
		throw new UnsupportedOperationException("getDateHeader");
	}

	@Override
	public int getIntHeader(String name) {
		throw new UnsupportedOperationException("getIntHeader");
	}

	@Override
	public String getPathTranslated() {
		throw new UnsupportedOperationException("getPathTranslated");
	}

	@Override
	public String getQueryString() {
		throw new UnsupportedOperationException("getQueryString");
	}

	@Override
	public String getRemoteUser() {
		throw new UnsupportedOperationException("getRemoteUser");
	}

	@Override
	public boolean isUserInRole(String name) {
		throw new UnsupportedOperationException("isUserInRole");
	}

	@Override
	public Principal getUserPrincipal() {
		throw new UnsupportedOperationException("getUserPrincipal");
	}

	@Override
	public String getRequestedSessionId() {
		throw new UnsupportedOperationException("getRequestedSessionId");
	}

	@Override
	public StringBuffer getRequestURL() {
		throw new UnsupportedOperationException("getRequestURL");
	}

	@Override
	public HttpSession getSession(boolean value) {
		throw new UnsupportedOperationException("getSession");
	}

	@Override
	public HttpSession getSession() {
		throw new UnsupportedOperationException("getSession");
	}

	@Override
	public String changeSessionId() {
		throw new UnsupportedOperationException("changeSessionId");
	}

	@Override
	public boolean isRequestedSessionIdValid() {
		throw new UnsupportedOperationException("isRequestedSessionIdValid");
	}

	@Override
	public boolean isRequestedSessionIdFromCookie() {
		throw new UnsupportedOperationException("isRequestedSessionIdFromCookie");
	}

	@Override
	public boolean isRequestedSessionIdFromURL() {
		throw new UnsupportedOperationException("isRequestedSessionIdFromURL");
	}

	@Override
	public boolean authenticate(HttpServletResponse value) {
		throw new UnsupportedOperationException("authenticate");
	}

	@Override
	public void login(String p0, String p1) {
		throw new UnsupportedOperationException("login");
	}

	@Override
	public void logout() {
		throw new UnsupportedOperationException("logout");
	}

	@Override
	public Collection<Part> getParts() {
		throw new UnsupportedOperationException("getParts");
	}

	@Override
	public Part getPart(String name) {
		throw new UnsupportedOperationException("getPart");
	}

	@Override
	public <T extends HttpUpgradeHandler> T upgrade(Class<T> value) {
		throw new UnsupportedOperationException("upgrade");
	}

}
