package io.corspolicy.test;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads from a socket with a total time limit, however often data arrives.
 */
final class TimedInput extends FilterInputStream {

	private final Socket socket;

	private final Duration timeout;

	private final long start = System.nanoTime();

	TimedInput(Socket socket, Duration timeout) throws IOException {
		super(socket.getInputStream());
		this.socket = socket;
		this.timeout = timeout;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		Duration left = this.timeout.minusNanos(System.nanoTime() - this.start);
		if (left.toMillis() <= 0) {
			throw new SocketTimeoutException("No whole answer within " + this.timeout.toSeconds() + " seconds");
		}
		this.socket.setSoTimeout(Math.toIntExact(left.toMillis()));
		return super.read(buffer, offset, length);
	}

}
