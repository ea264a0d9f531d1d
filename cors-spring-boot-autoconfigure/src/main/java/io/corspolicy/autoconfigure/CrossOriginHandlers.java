package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.method.HandlerMethod;

/**
 * Picks the handlers with {@code @CrossOrigin} out of a router's handlers.
 */
final class CrossOriginHandlers {

	private CrossOriginHandlers() {
	}

	static <T> List<OtherCors> among(Map<T, HandlerMethod> handlers, Function<T, Set<String>> paths) {
		List<OtherCors> found = new ArrayList<>();
		handlers.forEach((mapping, handler) -> {
			String type = handler.getBeanType().getName();
			// As both routers look it up. A class is named once for all of its handlers.
			if (AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), CrossOrigin.class)) {
				found.add(OtherCors.on(paths.apply(mapping), OtherCors.Kind.CROSS_ORIGIN, type));
			}
			else if (AnnotatedElementUtils.hasAnnotation(handler.getMethod(), CrossOrigin.class)) {
				found.add(OtherCors.on(paths.apply(mapping), OtherCors.Kind.CROSS_ORIGIN,
						type + "#" + handler.getMethod().getName()));
			}
		});
		return found;
	}

}
