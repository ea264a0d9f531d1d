package io.corspolicy.registry;

import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.observe.HandlerWarning;
import io.corspolicy.path.FilePaths;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Decides on requests by the policies as they stand at each of them, and tells who
 * listens. Thread-safe.
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
	 * @return the decision, or {@code null} where no policy answers
	 */
	public @Nullable CorsDecision decide(@Nullable String origin, R request) {
		return CorsEngine.decide(finder(), this.registry.isDebug(), origin, request, this.reader);
	}

	/**
	 * Decide once more on a request whose handler has been chosen, by the path and the
	 * method with which it was chosen. Listeners do not hear of it; a decision that may
	 * not stand is warned of, once a handler.
	 * @param decided what was decided before, or {@code null} where no policy answered
	 * @param origin the origin with which it was decided
	 * @param request the request as the application's router sees it
	 * @param handler a description of the handler
	 * @return what holds from now on, or {@code null} where the first decision stands
	 */
	public @Nullable CorsDecision overrule(@Nullable CorsDecision decided, @Nullable String origin, R request,
			Supplier<String> handler) {
		return overrule(decided, origin, request, handler, HandlerWarning.Cause.FILTER);
	}

	/**
	 * Decide once more on a request for a file, by its plain path.
	 * @param decided what was decided before, or {@code null} where no policy answered
	 * @param origin the origin with which it was decided
	 * @param request the request with the {@linkplain FilePaths#plain plain path} of the
	 * file
	 * @param handler a description of the handler
	 * @return what holds from now on, or {@code null} where the first decision stands
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
