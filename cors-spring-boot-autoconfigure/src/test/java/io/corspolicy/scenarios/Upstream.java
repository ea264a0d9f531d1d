package io.corspolicy.scenarios;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * A service behind a gateway, with a mind of its own about CORS. The last segment of a
 * path says what it does; each connection serves one request.
 */
final class Upstream implements AutoCloseable {

	/** A status and header lines by the path's last segment. */
	private static final Map<String, String> ANSWERS = readAnswers();

	private final ServerSocket server;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> origins = new CopyOnWriteArrayList<>();

	private final Semaphore events = new Semaphore(0);

	Upstream() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start(this::accept);
	}

	private static Map<String, String> readAnswers() {
		try (InputStream input = Objects.requireNonNull(Upstream.class.getResourceAsStream("/gateway/upstream.txt"))) {
			String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
			return Arrays.stream(text.split("(?m)^=== "))
				.skip(1)
				.map((answer) -> answer.split("\n", 2))
				.collect(Collectors.toUnmodifiableMap((parts) -> parts[0], (parts) -> parts[1].strip()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * All requests so far, as {@code GET /path}.
	 */
	List<String> requests() {
		return List.copyOf(this.requests);
	}

	/**
	 * The origins of all requests so far, or empty strings for none.
	 */
	List<String> origins() {
		return List.copyOf(this.origins);
	}

	/**
	 * Let a stream of events go on.
	 */
	void sendEvent() {
		this.events.release();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.connections.add(socket);
				start(() -> serve(socket));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "upstream");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve(Socket socket) {
		try {
			boolean done = answer(socket);
			if (done) {
				socket.close();
			}
		}
		catch (IOException ex) {
			// The gateway has gone.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean answer(Socket socket) throws IOException, InterruptedException {
		String head = readHead(socket.getInputStream());
		String[] request = head.split(" ", 3);
		if (request.length < 3) {
			return true;
		}
		this.requests.add(request[0] + " " + request[1]);
		this.origins.add(field(head, "origin"));
		String name = request[1].substring(request[1].lastIndexOf('/') + 1);
		OutputStream output = socket.getOutputStream();
		switch (name) {
			case "hanging":
				return false;
			case "closing":
				return true;
			case "events":
				write(output, head("200 OK\nContent-Type: text/event-stream\nAccess-Control-Allow-Origin: *"));
				for (int i = 1; i <= 2; i++) {
					this.events.acquire();
					write(output, "data: event " + i + "\n\n");
				}
				return true;
			case "echo":
				return echo(socket, head);
			default:
				String body = request[0].equals("HEAD") ? "" : "upstream";
				write(output,
						head(ANSWERS.getOrDefault(name, "404 Not Found") + "\nX-Trace: 1\nContent-Length: 8") + body);
				return true;
		}
	}

	private static String head(String lines) {
		return "HTTP/1.1 " + lines.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
	}

	private static void write(OutputStream output, String text) throws IOException {
		output.write(text.getBytes(StandardCharsets.ISO_8859_1));
		output.flush();
	}

	private static String readHead(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = input.read();
			if (next < 0) {
				return "";
			}
			head.append((char) next);
		}
		return head.toString();
	}

	/**
	 * Upgrades whoever asks for it, from anywhere, and sends back what it gets.
	 */
	private static boolean echo(Socket socket, String head) throws IOException {
		OutputStream output = socket.getOutputStream();
		String key = field(head, "sec-websocket-key");
		if (key.isEmpty() || !head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket\r\n")) {
			write(output, head("426 Upgrade Required\nAccess-Control-Allow-Origin: *\nContent-Length: 0"));
			return true;
		}
		write(output, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
				+ "Access-Control-Allow-Origin: *\r\nSec-WebSocket-Accept: " + accept(key) + "\r\n\r\n");
		DataInputStream input = new DataInputStream(socket.getInputStream());
		while (true) {
			int first = input.readUnsignedByte();
			int length = input.readUnsignedByte() & 0x7f;
			boolean extended = length == 126;
			length = extended ? input.readUnsignedShort() : length;
			byte[] mask = input.readNBytes(4);
			byte[] payload = input.readNBytes(length);
			for (int i = 0; i < length; i++) {
				payload[i] ^= mask[i % 4];
			}
			output.write(first);
			if (extended) {
				output.write(new byte[] { 126, (byte) (length >> 8), (byte) length });
			}
			else {
				output.write(length);
			}
			output.write(payload);
			output.flush();
		}
	}

	private static String field(String head, String name) {
		return head.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
			.map((line) -> line.substring(line.indexOf(':') + 1).strip())
			.findFirst()
			.orElse("");
	}

	private static String accept(String key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

}
