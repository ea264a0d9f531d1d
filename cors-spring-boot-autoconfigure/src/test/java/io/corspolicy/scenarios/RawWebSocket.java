package io.corspolicy.scenarios;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket on a plain socket (RFC 6455): a handshake exactly as it is written, its
 * answer with nothing taken away, and then text frames.
 */
final class RawWebSocket implements AutoCloseable {

	private static final int TIMEOUT = 10_000;

	private static final int TEXT = 1;

	private static final byte[] MASK = { 1, 2, 3, 4 };

	private final Socket socket;

	private final RawExchange answer;

	private RawWebSocket(Socket socket, RawExchange answer) {
		this.socket = socket;
		this.answer = answer;
	}

	/**
	 * Shake hands.
	 * @param fields header fields beside the usual ones
	 */
	static RawWebSocket open(int port, String target, String... fields) throws IOException {
		StringBuilder request = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
		request.append("Host: localhost:").append(port).append("\r\n");
		request.append("Connection: Upgrade\r\n");
		request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
		for (String field : fields) {
			request.append(field).append("\r\n");
		}
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		try {
			socket.setSoTimeout(TIMEOUT);
			socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
			return new RawWebSocket(socket, RawExchange.parse(readHead(socket)));
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	private static String readHead(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = socket.getInputStream().read();
			if (next < 0) {
				throw new EOFException("No answer but: " + head);
			}
			head.append((char) next);
		}
		return head.toString();
	}

	/**
	 * What the handshake was answered with. The body of a refusal is left unread.
	 */
	RawExchange answer() {
		return this.answer;
	}

	void send(String text) throws IOException {
		byte[] payload = text.getBytes(StandardCharsets.UTF_8);
		ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | TEXT));
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else {
			frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
		}
		frame.put(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
		}
		this.socket.getOutputStream().write(frame.array(), 0, frame.position());
	}

	/**
	 * The next text, whatever other frames come before it.
	 */
	String receive() throws IOException {
		DataInputStream input = new DataInputStream(this.socket.getInputStream());
		while (true) {
			int opcode = input.readUnsignedByte() & 0x0f;
			int length = input.readUnsignedByte() & 0x7f;
			if (length == 126) {
				length = input.readUnsignedShort();
			}
			else if (length == 127) {
				length = Math.toIntExact(input.readLong());
			}
			byte[] payload = input.readNBytes(length);
			if (opcode == TEXT) {
				return new String(payload, StandardCharsets.UTF_8);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
