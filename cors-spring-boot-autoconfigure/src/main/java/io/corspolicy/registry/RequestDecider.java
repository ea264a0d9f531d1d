package io.corspolicy.registry;

import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.observe.HandlerWarning;
import io.corspolicy.path.FilePaths;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each request by the current policies, and notifies listeners. Thread-safe.
 *
 * @param <R> the type of the requests
 */
public final class RequestDecider<R> {

	private final CorsPolicyRegistry registry;

	private final RoutedRequestReader<R> reader;

	private final HandlerWarning warning;

	/** Of the snapshot of the latest request; immutable, so that any thread's will do. */
	private @Nullable SnapshotFinder<R> finder;

	RequestDecider(CorsPolicyRegistry registry, RoutedRequestReader<R> reader, HandlerWarning warning) {
		this.registry = registry;
		this.reader = reader;
		this.warning = warning;
	}

	/**
	 * The origin that a request was sent from.
	 * @param request the request
	 * @return the origin, as {@link #decide} wants it
	 * @see io.corspolicy.engine.fetch.RequestReader#origin
	 */
	public @Nullable String origin(R request) {
		return this.reader.origin(request);
	}

	/**
	 * Decide on a request.
	 * @param origin the request's {@linkplain #origin origin}
	 * @param request the request
	 * @return the decision, or {@code null} if no policy answers
	 */
	public @Nullable CorsDecision decide(@Nullable String origin, R request) {
		return CorsEngine.decide(finder(), this.registry.isDebug(), origin, request, this.reader);
	}

	/**
	 * Decide again on a request whose handler has been chosen, by the path and the method
	 * of that choice. Listeners are not notified; a decision that does not apply is
	 * logged as a warning, once per handler.
	 * @param decided the first decision, or {@code null} if no policy answered
	 * @param origin the origin of that decision
	 * @param request the request as the application's router sees it
	 * @param handler a description of the handler
	 * @return the decision from now on, or {@code null} if the first one applies
	 */
	public @Nullable CorsDecision overrule(@Nullable CorsDecision decided, @Nullable String origin, R request,
			Supplier<String> handler) {
		return overrule(decided, origin, request, handler, HandlerWarning.Cause.FILTER);
	}

	/**
	 * Decide again on a request for a file, by its plain path.
	 * @param decided the first decision, or {@code null} if no policy answered
	 * @param origin the origin of that decision
	 * @param request the request with the {@linkplain FilePaths#plain plain path} of the
	 * file
	 * @param handler a description of the handler
	 * @return the decision from now on, or {@code null} if the first one applies
	 */
	public @Nullable CorsDecision overruleFile(@Nullable CorsDecision decided, @Nullable String origin, R request,
			Supplier<String> handler) {
		return overrule(decided, origin, request, handler, HandlerWarning.Cause.FILE);
	}

	private @Nullable CorsDecision overrule(@Nullable CorsDecision decided, @Nullable String origin, R request,
			Supplier<String> handler, HandlerWarning.Cause cause) {
		CorsDecision own = CorsEngine.decide(finder()::find, this.registry.isDebug(), origin, request, this.reader);
		if (own != null) {
			if (own.confirms(decided)) {
				return null;
			}
			this.warning.write(cause, handler.get(), decided, own);
			return own.withheld();
		}
		if (decided == null) {
			return null;
		}
		this.warning.write(cause, handler.get(), decided, null);
		return decided.withdrawn();
	}

	private SnapshotFinder<R> finder() {
		Snapshot snapshot = this.registry.snapshot();
		SnapshotFinder<R> known = this.finder;
		if (known == null || known.snapshot() != snapshot) {
			known = new SnapshotFinder<>(snapshot, this.reader, this.registry.recent());
			this.finder = known;
		}
		return known;
	}

}
