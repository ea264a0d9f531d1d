package io.corspolicy.benchmarks.engine;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.FreshStrings;
import io.corspolicy.benchmarks.Header;
import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * A request of which nothing is allocated and nothing compared when it is read: what is
 * counted is the engine's own. Fields are found by the identity of the names that the
 * engine asks for, which are literals. The values of one field can be gone through at a
 * time.
 */
final class EngineRequest implements Iterator<String> {

	private final Call call;

	private final String[] names;

	private final String[] values;

	private String name = "";

	private int next;

	EngineRequest(Call call) {
		this.call = call;
		List<Header> headers = call.headers();
		this.names = headers.stream().map(Header::name).map(String::intern).toArray(String[]::new);
		this.values = headers.stream().map(Header::value).map(FreshStrings::copy).toArray(String[]::new);
	}

	void recycle() {
		for (String value : this.values) {
			FreshStrings.forgetHash(value);
		}
	}

	private int find(String name, int start) {
		for (int i = start; i < this.names.length; i++) {
			if (this.names[i] == name) {
				return i;
			}
		}
		return this.names.length;
	}

	private @Nullable String first(String name) {
		int index = find(name, 0);
		return (index < this.values.length) ? this.values[index] : null;
	}

	private Iterator<String> all(String name) {
		this.name = name;
		this.next = find(name, 0);
		return this;
	}

	@Override
	public boolean hasNext() {
		return this.next < this.values.length;
	}

	@Override
	public String next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		String value = this.values[this.next];
		this.next = find(this.name, this.next + 1);
		return value;
	}

	/**
	 * Reads such requests.
	 */
	enum Reader implements RequestReader<EngineRequest> {

		INSTANCE;

		@Override
		public String method(EngineRequest request) {
			return request.call.method();
		}

		@Override
		public @Nullable String header(EngineRequest request, String name) {
			return request.first(name);
		}

		@Override
		public Iterator<String> headers(EngineRequest request, String name) {
			return request.all(name);
		}

		@Override
		public String scheme(EngineRequest request) {
			return Call.SCHEME;
		}

		@Override
		public String host(EngineRequest request) {
			return Call.HOST;
		}

		@Override
		public int port(EngineRequest request) {
			return 443;
		}

	}

}
