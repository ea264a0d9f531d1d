package io.corspolicy.test;

import javax.net.ssl.SSLContext;

import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.ClassUtils;

/**
 * A page that is open in a browser. Its scripts fetch from servers.
 */
public final class Page {

	private static final boolean REST_TEST_CLIENT = ClassUtils
		.isPresent("org.springframework.test.web.servlet.client.RestTestClient", Page.class.getClassLoader());

	private static final String DEFAULT_SERVER = "http://localhost";

	private final Browser browser;

	private final WebOrigin origin;

	Page(Browser browser, WebOrigin origin) {
		this.browser = browser;
		this.origin = origin;
	}

	/**
	 * Fetch from an application behind {@link MockMvc}, as if it were served at
	 * {@code http://localhost}.
	 * @param mockMvc the application
	 * @return what creates fetches
	 */
	public Fetcher to(MockMvc mockMvc) {
		return to(mockMvc, DEFAULT_SERVER);
	}

	/**
	 * Fetch from an application behind {@link MockMvc}.
	 * @param mockMvc the application
	 * @param serverOrigin the origin at which it is served
	 * @return what creates fetches
	 */
	public Fetcher to(MockMvc mockMvc, String serverOrigin) {
		return to(new OneServer(new MockMvcTransport(mockMvc), serverOrigin), serverOrigin);
	}

	/**
	 * Fetch from an application behind a {@link MockMvcTester}, as if it were served at
	 * {@code http://localhost}.
	 * @param tester the application
	 * @return what creates fetches
	 */
	public Fetcher to(MockMvcTester tester) {
		return to(tester, DEFAULT_SERVER);
	}

	/**
	 * Fetch from an application behind a {@link MockMvcTester}.
	 * @param tester the application
	 * @param serverOrigin the origin at which it is served
	 * @return what creates fetches
	 */
	public Fetcher to(MockMvcTester tester, String serverOrigin) {
		return to(new OneServer(new MockMvcTransport(tester), serverOrigin), serverOrigin);
	}

	/**
	 * Fetch from an application behind a {@code RestTestClient} (Spring Framework 7): at
	 * the client's base URL if it has one, otherwise as if it were served at
	 * {@code http://localhost}. The client reads a response to its end, so streams must
	 * have one.
	 * <p>
	 * The parameter's type is {@code Object} because Spring Framework 6 has no such
	 * class: no test could be compiled there.
	 * @param restTestClient the client
	 * @return what creates fetches
	 * @throws IllegalArgumentException if the object is not a {@code RestTestClient}
	 */
	public Fetcher to(Object restTestClient) {
		return to(restTestClient, DEFAULT_SERVER);
	}

	/**
	 * Fetch from an application behind a {@code RestTestClient} (Spring Framework 7).
	 * @param restTestClient the client
	 * @param serverOrigin the origin at which it is served, unless the client has a base
	 * URL
	 * @return what creates fetches
	 * @throws IllegalArgumentException if the object is not a {@code RestTestClient}
	 */
	public Fetcher to(Object restTestClient, String serverOrigin) {
		if (!REST_TEST_CLIENT || !RestTestClientTransport.isClient(restTestClient)) {
			throw new IllegalArgumentException("A page fetches from a MockMvc, MockMvcTester, WebTestClient,"
					+ " RestTestClient or base URL, not from " + restTestClient.getClass().getName());
		}
		RestTestClientTransport transport = new RestTestClientTransport(restTestClient);
		String baseUrl = transport.baseUrl();
		return (baseUrl != null) ? to(transport, baseUrl) : to(new OneServer(transport, serverOrigin), serverOrigin);
	}

	/**
	 * Fetch from an application behind a {@link WebTestClient}: at the client's base URL
	 * if it has one, otherwise as if it were served at {@code http://localhost}.
	 * @param client the client
	 * @return what creates fetches
	 */
	public Fetcher to(WebTestClient client) {
		return to(client, DEFAULT_SERVER);
	}

	/**
	 * Fetch from an application behind a {@link WebTestClient}.
	 * @param client the client
	 * @param serverOrigin the origin at which it is served, unless the client has a base
	 * URL
	 * @return what creates fetches
	 */
	public Fetcher to(WebTestClient client, String serverOrigin) {
		String baseUrl = WebTestClientTransport.baseUrl(client);
		Transport transport = new WebTestClientTransport(client);
		return (baseUrl != null) ? to(transport, baseUrl) : to(new OneServer(transport, serverOrigin), serverOrigin);
	}

	/**
	 * Fetch from a server over the network.
	 * @param baseUrl the server's origin, and a path before all others if there is one:
	 * {@code http://localhost:8080/shop}
	 * @return what creates fetches
	 * @throws IllegalArgumentException if the base URL is not an HTTP URL
	 */
	public Fetcher to(String baseUrl) {
		return to(new SocketTransport(null), baseUrl);
	}

	/**
	 * Fetch from a server over the network, with a certificate that the JDK does not
	 * trust.
	 * @param baseUrl the server's origin, and a path before all others if there is one
	 * @param sslContext decides which certificates are trusted
	 * @return what creates fetches
	 * @throws IllegalArgumentException if the base URL is not an HTTP URL
	 */
	public Fetcher to(String baseUrl, SSLContext sslContext) {
		return to(new SocketTransport(sslContext), baseUrl);
	}

	/**
	 * Fetch over a custom transport.
	 * @param transport the transport
	 * @param baseUrl the server's origin, and a path before all others if there is one
	 * @return what creates fetches
	 * @throws IllegalArgumentException if the base URL is not an HTTP URL
	 */
	public Fetcher to(Transport transport, String baseUrl) {
		return new Fetcher(this.browser, this.origin, transport, WebUrl.parse(baseUrl));
	}

}
