package io.corspolicy.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

import io.corspolicy.test.Browser;
import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.Fetcher;
import io.corspolicy.test.Page;
import io.corspolicy.test.Transport;
import io.corspolicy.test.WireRequest;
import io.corspolicy.test.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * A way to an application.
 *
 * @param name what failures call it
 * @param application the application at its end
 * @param transport the way itself, or {@code null} over the network
 */
record Way(String name, Application application, @Nullable Transport transport) {

	/** From the container's objects on. */
	static Way within(Application application) {
		return new Way(application.getClass().getSimpleName(), application, application.direct());
	}

	/** Over the network. */
	static Way over(Application application) {
		return new Way("the server of " + application.getClass().getSimpleName(), application, null);
	}

	FetchResult send(PageFetch fetch, Browser browser) {
		Page page = fetch.isOpaque() ? browser.openWithOpaqueOrigin() : browser.open(fetch.address());
		Fetcher fetcher = (this.transport != null) ? page.to(this.transport, fetch.server()) : page.to(fetch.server());
		BrowserFetch call = fetcher.method(fetch.method(), fetch.path()).credentials(fetch.credentials());
		fetch.headers().forEach((field) -> call.header(field.name(), field.value()));
		return (fetch.privateNetwork() ? call.towardsPrivateNetwork() : call).send();
	}

	WireResponse exchange(WireRequest request) {
		try {
			return Objects.requireNonNull(this.transport).exchange(request);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
