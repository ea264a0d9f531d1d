package io.corspolicy.contract;

import java.util.Set;
import java.util.TreeSet;

import io.corspolicy.test.Exchange;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.HeaderList;

/**
 * What comes of a fetch.
 *
 * @param preflighted whether the browser asked first
 * @param readable whether the page can read the response
 * @param reached whether a handler of the application ran
 * @param shared whether the response itself has any {@code Access-Control-*} header
 * @param visible which of the application's headers the page can read, in lower case
 */
public record Outcome(boolean preflighted, boolean readable, boolean reached, boolean shared, Set<String> visible) {

	/** What was observed. */
	static Outcome of(FetchResult result) {
		boolean reached = false;
		boolean shared = false;
		for (Exchange exchange : result.exchanges()) {
			HeaderList headers = exchange.response().headers();
			if (!exchange.preflight()) {
				reached = headers.contains(Items.REACHED);
				shared = headers.names().stream().anyMatch((name) -> name.startsWith("access-control-"));
			}
		}
		Set<String> visible = new TreeSet<>();
		for (String name : Items.HEADERS) {
			if (reached && result.headers().contains(name)) {
				visible.add(name);
			}
		}
		return new Outcome(result.wasPreflighted(), result.isReadable(), reached, shared, visible);
	}

}
