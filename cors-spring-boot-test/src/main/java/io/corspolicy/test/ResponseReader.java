package io.corspolicy.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a response of HTTP/1.1 (<a href="https://www.rfc-editor.org/rfc/rfc9112">RFC
 * 9112</a>).
 */
final class ResponseReader {

	private static final int LONGEST_LINE = 1 << 20;

	private final InputStream input;

	ResponseReader(InputStream input) {
		this.input = input;
	}

	/**
	 * Read the response to a request; interim ones are skipped.
	 * @throws IOException if it is malformed or incomplete
	 */
	WireResponse read(String requestMethod) throws IOException {
		int status = status();
		HeaderList headers = headers();
		while (status >= 100 && status <= 199 && status != 101) {
			status = status();
			headers = headers();
		}
		boolean without = requestMethod.equals("HEAD") || status == 101 || status == 204 || status == 304;
		String contentType = headers.get("Content-Type");
		boolean endless = contentType != null && WireResponse.isEventStream(contentType);
		return new WireResponse(status, headers, (without || endless) ? new byte[0] : body(headers));
	}

	private int status() throws IOException {
		String line = line();
		String[] parts = line.split(" ", 3);
		if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[0-9]{3}")) {
			throw new IOException("Not a response of HTTP/1.1: '" + line + "'");
		}
		return Integer.parseInt(parts[1]);
	}

	private HeaderList headers() throws IOException {
		HeaderList headers = HeaderList.empty();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			if (colon <= 0) {
				throw new IOException("Not a header field: '" + line + "'");
			}
			headers = headers.with(line.substring(0, colon), line.substring(colon + 1));
		}
		return headers;
	}

	private byte[] body(HeaderList headers) throws IOException {
		String encoding = headers.get("Transfer-Encoding");
		if (encoding != null && encoding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
			return chunks();
		}
		String length = headers.get("Content-Length");
		if (length == null) {
			return this.input.readAllBytes();
		}
		if (!FieldSyntax.isNumber(length)) {
			throw new IOException("Not a length: '" + length + "'");
		}
		return bytes(Integer.parseInt(length));
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = chunkSize(); size > 0; size = chunkSize()) {
			body.writeBytes(bytes(size));
			line();
		}
		// A page can't read trailers.
		headers();
		return body.toByteArray();
	}

	private int chunkSize() throws IOException {
		String line = line();
		try {
			return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
		}
		catch (NumberFormatException ex) {
			throw new IOException("Not the size of a chunk: '" + line + "'", ex);
		}
	}

	private byte[] bytes(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("%d bytes instead of %d".formatted(bytes.length, length));
		}
		return bytes;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = this.input.read(); octet != '\n'; octet = this.input.read()) {
			if (octet < 0 || line.size() > LONGEST_LINE) {
				throw new EOFException("The response ends in the middle of a line");
			}
			line.write(octet);
		}
		String text = line.toString(StandardCharsets.ISO_8859_1);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

}
