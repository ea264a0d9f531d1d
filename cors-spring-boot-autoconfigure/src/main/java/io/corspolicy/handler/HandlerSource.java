package io.corspolicy.handler;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.corspolicy.registry.CorsPolicyRegistry;

/**
 * Provides the handlers of the application.
 */
@FunctionalInterface
public interface HandlerSource {

	/**
	 * Read the handlers anew. Called at start-up and on every
	 * {@link CorsPolicyRegistry#refresh() refresh}.
	 * @return the application's routers, in the order in which its dispatcher asks them
	 */
	List<HandlerMappingModel> routers();

	/**
	 * How many mappings there are at present: cheap to ask for, to notice that some were
	 * registered late.
	 * @return the number, or a constant if that is not known
	 */
	default int size() {
		return 0;
	}

	/**
	 * The handler mappings that a handler mapping asks, such as Spring Data REST's.
	 * @param mapping a handler mapping
	 * @param type the type of handler mappings
	 * @param <T> the type of handler mappings
	 * @return those behind it, or itself if there are none
	 */
	static <T> Stream<T> delegates(T mapping, Class<T> type) {
		return (mapping instanceof Iterable<?> delegates) ? StreamSupport.stream(delegates.spliterator(), false)
			.filter(type::isInstance)
			.map(type::cast)
			.flatMap((delegate) -> delegates(delegate, type)) : Stream.of(mapping);
	}

}
