package io.corspolicy.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server on a plain socket that answers as it is told, line by line, and remembers the
 * lines that it was sent.
 */
final class ScriptedServer implements AutoCloseable {

	private final ServerSocket socket;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Thread thread = new Thread(this::serve, "scripted-server");

	private volatile Function<Request, List<String>> script = (request) -> List.of("200");

	ScriptedServer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/** The server's origin: an address, so that every name stays another origin. */
	String origin() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Answer every request so: the status, then header lines, then, behind an empty line,
	 * the body.
	 */
	void answer(String... lines) {
		this.script = (request) -> List.of(lines);
	}

	/** Answer preflights with some lines, and everything else with others. */
	void answer(List<String> preflight, List<String> actual) {
		this.script = (request) -> request.isPreflight() ? preflight : actual;
	}

	void answer(Function<Request, List<String>> script) {
		this.script = script;
	}

	List<Request> requests() {
		return this.requests;
	}

	Request lastRequest() {
		return this.requests.get(this.requests.size() - 1);
	}

	long preflights() {
		return this.requests.stream().filter(Request::isPreflight).count();
	}

	private void serve() {
		while (!this.socket.isClosed()) {
			try (Socket connection = this.socket.accept()) {
				Request request = read(connection);
				this.requests.add(request);
				connection.getOutputStream().write(render(this.script.apply(request)));
				connection.getOutputStream().flush();
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private static Request read(Socket connection) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
		String start = reader.readLine();
		List<String> lines = new ArrayList<>();
		int length = 0;
		for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
			lines.add(line);
			if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
				length = Integer.parseInt(line.substring(15).trim());
			}
		}
		char[] body = new char[length];
		int read = 0;
		while (read < length) {
			read += reader.read(body, read, length - read);
		}
		String[] parts = start.split(" ");
		return new Request(parts[0], parts[1], lines, new String(body));
	}

	private static byte[] render(List<String> lines) {
		StringBuilder response = new StringBuilder("HTTP/1.1 " + lines.get(0) + " \r\nConnection: close\r\n");
		int body = lines.indexOf("");
		List<String> fields = lines.subList(1, (body < 0) ? lines.size() : body);
		fields.forEach((field) -> response.append(field).append("\r\n"));
		response.append("\r\n");
		if (body >= 0) {
			response.append(String.join("\n", lines.subList(body + 1, lines.size())));
		}
		return response.toString().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * What the server was sent.
	 */
	record Request(String method, String target, List<String> lines, String body) {

		boolean isPreflight() {
			return this.method.equals("OPTIONS") && value("Access-Control-Request-Method") != null;
		}

		/** The value of a header that is there once, or null. */
		String value(String name) {
			List<String> values = this.lines.stream()
				.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
				.map((line) -> line.substring(name.length() + 1).trim())
				.toList();
			return values.isEmpty() ? null : String.join(" AND ", values);
		}

	}

}
