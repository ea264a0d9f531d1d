package io.corspolicy.reactive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * What is to be done before the commit of Reactor Netty's responses. Spring does not tell
 * it, and an action that waits lets others change the headers once more. Registering one
 * of our own each time would cost more than the rest of the filter.
 */
final class CommitActions {

	private static final String FIELD = "commitActions";

	private static final @Nullable VarHandle ACTIONS = actions();

	private CommitActions() {
	}

	private static @Nullable VarHandle actions() {
		try {
			return MethodHandles.privateLookupIn(AbstractServerHttpResponse.class, MethodHandles.lookup())
				.findVarHandle(AbstractServerHttpResponse.class, FIELD, List.class);
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	/**
	 * Whether nothing is to be done before the commit of a response.
	 * @return {@code false} if it is not known, too
	 */
	static boolean areNone(ServerHttpResponse response) {
		List<?> actions = of(response);
		return actions != null && actions.isEmpty();
	}

	/**
	 * Whether an action that was registered is still the last one.
	 * @param response the response
	 * @param action the action
	 * @return {@code true} if it is not known, too
	 */
	static boolean endWith(ServerHttpResponse response, Supplier<?> action) {
		List<?> actions = of(response);
		return actions == null || (!actions.isEmpty() && actions.get(actions.size() - 1) == action);
	}

	private static @Nullable List<?> of(ServerHttpResponse response) {
		return (ACTIONS != null && NettyHeaders.areOf(response))
				? (List<?>) ACTIONS.get((AbstractServerHttpResponse) response) : null;
	}

}
