package io.corspolicy.scenarios;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.corspolicy.scenarios.Scenario.Field;
import org.jspecify.annotations.Nullable;

/**
 * A response read from a plain socket, so that nothing is added to a request and nothing
 * taken from its answer.
 *
 * @param status the status
 * @param headers the header fields in order, repeated ones included
 * @param body the body, chunks and all
 */
record RawExchange(int status, List<Field> headers, String body) {

	private static final int TIMEOUT = 10_000;

	static RawExchange send(int port, byte[] request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(TIMEOUT);
			socket.getOutputStream().write(request);
			socket.getOutputStream().flush();
			return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
		}
	}

	static RawExchange parse(String response) {
		String[] parts = response.split("\r\n\r\n", 2);
		String[] lines = parts[0].split("\r\n");
		List<Field> fields = new ArrayList<>();
		for (int i = 1; i < lines.length; i++) {
			String[] field = lines[i].split(":", 2);
			fields.add(new Field(field[0], field[1].strip()));
		}
		return new RawExchange(Integer.parseInt(lines[0].split(" ")[1]), fields, (parts.length > 1) ? parts[1] : "");
	}

	@Nullable String contentType() {
		return this.headers.stream()
			.filter((field) -> field.is("Content-Type"))
			.map(Field::value)
			.findFirst()
			.orElse(null);
	}

	List<String> corsHeaders() {
		return this.headers.stream().filter(Field::isCors).map(Field::toString).sorted().toList();
	}

}
