package io.corspolicy.benchmarks.servlet;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * A response that costs what a container costs at least: its fields are in order, and one
 * is found by comparing names. What writes them is never compiled into a filter. Used
 * again and again.
 */
final class LightResponse extends UnsupportedResponse {

	private final Output output = new Output();

	private final PrintWriter writer = new PrintWriter(Writer.nullWriter());

	private final String[] names = new String[32];

	private final String[] values = new String[32];

	private int count;

	private int status;

	private @Nullable String contentType;

	/** As another response. */
	void recycle() {
		reset();
	}

	@Override
	public void reset() {
		this.count = 0;
		this.status = HttpServletResponse.SC_OK;
		this.contentType = null;
	}

	private int find(String name, int start) {
		for (int i = start; i < this.count; i++) {
			if (this.names[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	@Override
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	public void setHeader(String name, @Nullable String value) {
		int index = find(name, 0);
		if (value == null) {
			remove(name, index);
		}
		else if (index < 0) {
			addHeader(name, value);
		}
		else {
			this.values[index] = value;
			remove(name, find(name, index + 1));
		}
	}

	private void remove(String name, int start) {
		for (int i = start; i >= 0; i = find(name, i)) {
			this.count--;
			System.arraycopy(this.names, i + 1, this.names, i, this.count - i);
			System.arraycopy(this.values, i + 1, this.values, i, this.count - i);
		}
	}

	@Override
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	public void addHeader(String name, String value) {
		this.names[this.count] = name;
		this.values[this.count] = value;
		this.count++;
	}

	@Override
	public boolean containsHeader(String name) {
		return find(name, 0) >= 0;
	}

	@Override
	public @Nullable String getHeader(String name) {
		int index = find(name, 0);
		return (index >= 0) ? this.values[index] : null;
	}

	@Override
	public Collection<String> getHeaders(String name) {
		int index = find(name, 0);
		if (index < 0) {
			return List.of();
		}
		List<String> found = new ArrayList<>(1);
		for (int i = index; i >= 0; i = find(name, i + 1)) {
			found.add(this.values[i]);
		}
		return found;
	}

	@Override
	public Collection<String> getHeaderNames() {
		Set<String> found = new LinkedHashSet<>();
		for (int i = 0; i < this.count; i++) {
			found.add(this.names[i]);
		}
		return found;
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public @Nullable String getContentType() {
		return this.contentType;
	}

	@Override
	public void setContentType(@Nullable String type) {
		this.contentType = type;
	}

	@Override
	public @Nullable String getCharacterEncoding() {
		return null;
	}

	@Override
	public void setContentLength(int length) {
		// Nothing comes of it.
	}

	@Override
	public void setContentLengthLong(long length) {
		// Nothing comes of it.
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.output;
	}

	@Override
	public PrintWriter getWriter() {
		return this.writer;
	}

	@Override
	public boolean isCommitted() {
		return false;
	}

	@Override
	public void flushBuffer() {
		// Nothing comes of it.
	}

	@Override
	public void resetBuffer() {
		// Nothing is in it.
	}

	/**
	 * Swallows everything.
	 */
	private static final class Output extends ServletOutputStream {

		@Override
		public void write(int value) {
			// Nothing comes of it.
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			// Nothing comes of it.
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
