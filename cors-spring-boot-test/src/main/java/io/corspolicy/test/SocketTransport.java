package io.corspolicy.test;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Sends requests over the network, by HTTP/1.1 and with a connection for each. On plain
 * sockets, because an HTTP client would add its own headers, join lines, and refuse hosts
 * and paths that browsers accept.
 */
final class SocketTransport implements Transport {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final @Nullable SSLContext sslContext;

	/** Without a context, the JDK's default decides which certificates are trusted. */
	SocketTransport(@Nullable SSLContext sslContext) {
		this.sslContext = sslContext;
	}

	@Override
	public WireResponse exchange(WireRequest request) throws IOException {
		WebUrl url = WebUrl.parse(request.url());
		try (Socket socket = connect(url)) {
			socket.getOutputStream().write(render(request, url));
			socket.getOutputStream().flush();
			BufferedInputStream input = new BufferedInputStream(new TimedInput(socket, TIMEOUT));
			return new ResponseReader(input).read(request.method());
		}
	}

	private Socket connect(WebUrl url) throws IOException {
		boolean secure = url.scheme().equals("https");
		int port = (url.port() >= 0) ? url.port() : (secure ? 443 : 80);
		Socket socket = connect(addresses(url.host()), port);
		try {
			return secure ? secure(socket, url.host(), port) : socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * To the first address that answers: a server may not listen on all addresses of a
	 * name.
	 */
	private static Socket connect(InetAddress[] addresses, int port) throws IOException {
		IOException failure = new IOException("Nobody listens on port " + port);
		for (InetAddress address : addresses) {
			Socket socket = new Socket();
			try {
				socket.connect(new InetSocketAddress(address, port), Math.toIntExact(TIMEOUT.toMillis()));
				socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
				return socket;
			}
			catch (IOException ex) {
				socket.close();
				failure.addSuppressed(ex);
			}
		}
		throw failure;
	}

	/** As in browsers, {@code localhost} and all names below it are this machine. */
	private static InetAddress[] addresses(String host) throws IOException {
		String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return InetAddress.getAllByName(name.endsWith(".localhost") ? "localhost" : name);
	}

	private Socket secure(Socket socket, String host, int port) throws IOException {
		SSLSocketFactory factory = (this.sslContext != null) ? this.sslContext.getSocketFactory()
				: (SSLSocketFactory) SSLSocketFactory.getDefault();
		SSLSocket secured = (SSLSocket) factory.createSocket(socket, host.replaceAll("[\\[\\]]", ""), port, true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.startHandshake();
		return secured;
	}

	private static byte[] render(WireRequest request, WebUrl url) {
		StringBuilder head = new StringBuilder(request.method()).append(' ')
			.append(url.pathAndQuery())
			.append(" HTTP/1.1\r\nHost: ")
			.append(url.authority())
			.append("\r\nConnection: close\r\n");
		request.headers().fields().forEach((field) -> head.append(field).append("\r\n"));
		byte[] body = (request.body() != null) ? request.body() : new byte[0];
		// Methods that usually have a body send a length even if it is empty.
		if (request.body() != null || request.method().equals("POST") || request.method().equals("PUT")) {
			head.append("Content-Length: ").append(body.length).append("\r\n");
		}
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		message.writeBytes(body);
		return message.toByteArray();
	}

}
