package io.corspolicy.registry;

import java.util.Comparator;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import org.jspecify.annotations.Nullable;

/**
 * A handler as the index holds it: at one path, in its place among all handlers.
 *
 * @param handler the handler
 * @param kind how its router chooses
 * @param router the place of its router
 * @param order its own place there
 * @param verdict what it says of its policy, or {@code null} for nothing
 * @param endpoint whether it is an actuator endpoint
 */
record IndexedHandler(MappedHandler handler, HandlerMappingModel.Selection kind, int router, int order,
		@Nullable HandlerPolicy verdict, boolean endpoint) {

	static final Comparator<IndexedHandler> IN_ORDER = Comparator.comparingInt(IndexedHandler::router)
		.thenComparingInt(IndexedHandler::order);

	/** How closely a mapping names a method: the lower, the closer. */
	private static final int EXPLICIT = 0;

	private static final int HEAD_AS_GET = 1;

	private static final int IMPLICIT = 2;

	private static final int NONE = 3;

	boolean serves(String method) {
		return closeness(method) != NONE;
	}

	/**
	 * How closely the mapping names a method, as {@code RequestMethodsRequestCondition}
	 * compares them.
	 */
	int closeness(String method) {
		if (this.handler.methods().isEmpty()) {
			boolean transparent = this.kind != HandlerMappingModel.Selection.ROUTES && method.equals("OPTIONS");
			return transparent ? NONE : IMPLICIT;
		}
		if (this.handler.methods().contains(method)) {
			return EXPLICIT;
		}
		boolean headAsGet = this.kind != HandlerMappingModel.Selection.ROUTES && method.equals("HEAD")
				&& this.handler.methods().contains("GET");
		return headAsGet ? HEAD_AS_GET : NONE;
	}

}
