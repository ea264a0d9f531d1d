package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.corspolicy.contract.PageFetch.Field;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.WireRequest;

/**
 * A request that no browser sends.
 *
 * @param server the server's origin
 * @param method the method
 * @param path the path
 * @param fields the header fields
 */
record OddRequest(String server, String method, String path, List<Field> fields) {

	WireRequest toWire() {
		HeaderList headers = HeaderList.empty();
		for (Field field : this.fields) {
			headers = headers.with(field.name(), field.value());
		}
		return new WireRequest(this.method, this.server + this.path, headers, null);
	}

	List<String> origins() {
		return toWire().headers().values("Origin");
	}

	/** This request with something left out. */
	Stream<OddRequest> smaller() {
		List<OddRequest> smaller = new ArrayList<>();
		for (int i = 0; i < this.fields.size(); i++) {
			List<Field> rest = new ArrayList<>(this.fields);
			Field field = rest.remove(i);
			smaller.add(new OddRequest(this.server, this.method, this.path, rest));
			for (String value : shorter(field.value())) {
				List<Field> changed = new ArrayList<>(this.fields);
				changed.set(i, new Field(field.name(), value, false));
				smaller.add(new OddRequest(this.server, this.method, this.path, changed));
			}
		}
		return smaller.stream();
	}

	private static List<String> shorter(String value) {
		List<String> shorter = new ArrayList<>();
		for (int length = value.length() / 2; length > 0; length /= 2) {
			for (int from = 0; from + length <= value.length(); from += length) {
				shorter.add(value.substring(0, from) + value.substring(from + length));
			}
		}
		return shorter;
	}

	@Override
	public String toString() {
		return "%s %s%s %s".formatted(this.method, this.server, this.path, this.fields);
	}

}
