package io.corspolicy.spelling;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A plain socket that is kept for as long as the server keeps it, so that any request can
 * be sent, and many.
 */
final class WireConnection implements AutoCloseable {

	private static final int TIMEOUT = 20_000;

	private final int port;

	private @Nullable Socket socket;

	@SuppressWarnings("NullAway.Init")
	private InputStream input;

	WireConnection(int port) {
		this.port = port;
	}

	/**
	 * Send a request.
	 * @return the answer, or {@code null} if the server hung up instead
	 */
	@Nullable Answer exchange(String method, String request) throws IOException {
		boolean fresh = this.socket == null;
		Answer answer = tryExchange(method, request);
		// An idle connection may have been closed at any time.
		return (answer == null && !fresh) ? tryExchange(method, request) : answer;
	}

	private @Nullable Answer tryExchange(String method, String request) throws IOException {
		try {
			Socket current = connect();
			current.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			current.getOutputStream().flush();
			return read(method);
		}
		catch (EOFException | java.net.SocketException ex) {
			close();
			return null;
		}
	}

	private Socket connect() throws IOException {
		Socket current = this.socket;
		if (current == null) {
			current = new Socket(InetAddress.getLoopbackAddress(), this.port);
			current.setTcpNoDelay(true);
			current.setSoTimeout(TIMEOUT);
			this.socket = current;
			this.input = new BufferedInputStream(current.getInputStream());
		}
		return current;
	}

	private Answer read(String method) throws IOException {
		String first = line();
		String[] status = first.split(" ", 3);
		if (status.length < 2) {
			throw new IOException("Not a status line: '" + first + "'");
		}
		List<Answer.Field> fields = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] field = line.split(":", 2);
			fields.add(new Answer.Field(field[0].toLowerCase(Locale.ROOT), field[1].strip()));
		}
		Answer answer = new Answer(Integer.parseInt(status[1]), fields);
		if (answer.status() == 400) {
			// Who knows what the server takes for the end of what it did not understand.
			close();
			return answer;
		}
		boolean without = method.equals("HEAD") || answer.status() == 204 || answer.status() == 304;
		boolean ends = without || skipBody(answer);
		if (!ends || "close".equalsIgnoreCase(answer.field("connection"))) {
			close();
		}
		return answer;
	}

	/** Whether it was one with an end. */
	private boolean skipBody(Answer answer) throws IOException {
		String length = answer.field("content-length");
		if (length != null) {
			this.input.skipNBytes(Long.parseLong(length));
			return true;
		}
		if (!"chunked".equalsIgnoreCase(Objects.requireNonNullElse(answer.field("transfer-encoding"), ""))) {
			return false;
		}
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			this.input.skipNBytes(size);
			line();
		}
		line();
		return true;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = this.input.read(); octet != '\n'; octet = this.input.read()) {
			if (octet < 0) {
				throw new EOFException("The server hung up");
			}
			line.write(octet);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
