package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.fetch.ForbiddenHeaders;
import io.corspolicy.engine.fetch.Vary;
import org.jspecify.annotations.Nullable;

/**
 * Header fields rendered once and written many times. The only value that may vary is the
 * request's own origin.
 */
final class RenderedHeaders {

	private final String[] names;

	/** A null value means the request's origin. */
	private final @Nullable String[] values;

	private final @Nullable String vary;

	private RenderedHeaders(List<String> names, List<@Nullable String> values, @Nullable String vary) {
		this.names = names.toArray(String[]::new);
		this.values = values.toArray(String[]::new);
		this.vary = vary;
	}

	static Builder builder() {
		return new Builder();
	}

	<S> void writeTo(S response, @Nullable String origin, HeaderWriter<S> writer) {
		for (int i = 0; i < this.names.length; i++) {
			String value = this.values[i];
			if (value == null) {
				value = origin;
			}
			if (value != null) {
				writer.set(response, this.names[i], value);
			}
		}
		if (this.vary != null) {
			writer.addVary(response, this.vary);
		}
	}

	/**
	 * Whether a response has these fields with these values in the order in which they
	 * are written, {@code Vary} in one line, and no other field of the CORS protocol.
	 */
	boolean areWritten(Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> fields,
			@Nullable String origin) {
		int next = 0;
		boolean varies = false;
		while (fields.hasNext()) {
			Map.Entry<? extends CharSequence, ? extends CharSequence> field = fields.next();
			String name = field.getKey().toString();
			if (next < this.names.length && this.names[next].equals(name)) {
				String value = (this.values[next] != null) ? this.values[next] : origin;
				if (value == null || !value.contentEquals(field.getValue())) {
					return false;
				}
				next++;
			}
			else if (this.vary != null && Vary.NAME.equalsIgnoreCase(name)) {
				if (varies || !Vary.begins(this.vary, field.getValue().toString())) {
					return false;
				}
				varies = true;
			}
			else if (ForbiddenHeaders.isProtocol(name) || contains(name)) {
				return false;
			}
		}
		return next == this.names.length && varies == (this.vary != null);
	}

	@Nullable String vary() {
		return this.vary;
	}

	/** One of the fields, if it is among them, and {@code Vary}. */
	RenderedHeaders only(String name) {
		int index = Arrays.asList(this.names).indexOf(name);
		return (index < 0) ? builder().vary(this.vary).build()
				: builder().add(name, this.values[index]).vary(this.vary).build();
	}

	boolean isSameAs(RenderedHeaders other) {
		return Arrays.equals(this.names, other.names) && Arrays.equals(this.values, other.values)
				&& Objects.equals(this.vary, other.vary);
	}

	/** The names of the fields, without {@code Vary}. */
	List<String> names() {
		return List.of(this.names);
	}

	boolean contains(@Nullable String name) {
		return indexOf(name) >= 0;
	}

	private int indexOf(@Nullable String name) {
		for (int i = 0; i < this.names.length; i++) {
			if (this.names[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	Map<String, String> toMap(@Nullable String origin) {
		Map<String, String> map = new LinkedHashMap<>();
		writeTo(map, origin, new HeaderWriter<>() {

			@Override
			public void set(Map<String, String> response, String name, String value) {
				response.put(name, value);
			}

			@Override
			public void addVary(Map<String, String> response, String names) {
				response.put(Vary.NAME, names);
			}

		});
		return map;
	}

	/**
	 * Collects the fields of a block.
	 */
	static final class Builder {

		private final List<String> names = new ArrayList<>();

		private final List<@Nullable String> values = new ArrayList<>();

		private @Nullable String vary;

		/** Adds a field, unless the value is null or empty. */
		Builder add(String name, @Nullable String value) {
			if (value != null && !value.isEmpty()) {
				this.names.add(name);
				this.values.add(value);
			}
			return this;
		}

		/** Adds a field whose value is the request's origin. */
		Builder addOrigin(String name) {
			this.names.add(name);
			this.values.add(null);
			return this;
		}

		Builder vary(@Nullable String vary) {
			this.vary = vary;
			return this;
		}

		RenderedHeaders build() {
			return new RenderedHeaders(this.names, this.values, this.vary);
		}

	}

}
