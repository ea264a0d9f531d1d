package io.corspolicy.reactive;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.path.FilePaths;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Checks the decision once the handler is chosen: filters after the CORS filter may have
 * changed the path or the method. The dispatcher asks this mapping before all others. If
 * nothing has changed, it has no handler; otherwise it asks the others itself, compares,
 * and returns their handler or answers.
 */
public final class HandlerPolicyMapping implements HandlerMapping, Ordered {

	/** By name, as not all of them are public. */
	private static final Set<String> FILE_HANDLERS = Set.of(
			"org.springframework.web.reactive.resource.ResourceWebHandler",
			"org.springframework.web.reactive.function.server.ResourceHandlerFunction");

	private static final WebHandler ANSWERED = (exchange) -> Mono.empty();

	private final ApplicationContext context;

	private final SingletonSupplier<List<HandlerMapping>> others = SingletonSupplier.of(this::findOthers);

	/**
	 * Create a mapping.
	 * @param context the context of the dispatcher whose mappings are asked
	 */
	public HandlerPolicyMapping(ApplicationContext context) {
		this.context = context;
	}

	/** As the dispatcher itself looks for them. */
	private List<HandlerMapping> findOthers() {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(this.context, HandlerMapping.class, true, false)
			.values()
			.stream()
			.filter((mapping) -> mapping != this)
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.toList();
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		GuardedExchange guarded = GuardedExchange.find(exchange);
		ServerHttpRequest request = exchange.getRequest();
		// A context below this one has other mappings, and its own port.
		if (guarded == null || exchange.getApplicationContext() != this.context || !guarded.beginReview()) {
			return Mono.empty();
		}
		boolean changed = guarded.isChanged(request);
		String file = FilePaths.plain(request.getPath().pathWithinApplication().value());
		if (!changed && file == null) {
			return Mono.empty();
		}
		return Flux.fromIterable(this.others.obtain())
			.concatMap((mapping) -> mapping.getHandler(exchange))
			.next()
			.flatMap((handler) -> {
				CorsDecision overruling = review(guarded, exchange, handler, changed, file);
				return (overruling == null || overruling.proceeds()) ? Mono.just(handler)
						: CorsPolicyWebFilter.answer(exchange.getResponse(), overruling).thenReturn(ANSWERED);
			});
	}

	private static @Nullable CorsDecision review(GuardedExchange guarded, ServerWebExchange exchange, Object handler,
			boolean changed, @Nullable String file) {
		ServerHttpRequest request = exchange.getRequest();
		if (file != null && servesFiles(handler)) {
			String path = request.getPath().contextPath().value() + file;
			return guarded.reviewFile(request.mutate().path(path).build(), () -> describe(handler, exchange));
		}
		return changed ? guarded.review(request, () -> describe(handler, exchange)) : null;
	}

	private static boolean servesFiles(Object handler) {
		for (Class<?> type = handler.getClass(); type != null; type = type.getSuperclass()) {
			if (FILE_HANDLERS.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	private static String describe(Object handler, ServerWebExchange exchange) {
		if (handler instanceof HandlerMethod method) {
			return method.getBeanType().getName() + "#" + method.getMethod().getName();
		}
		Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return (pattern != null) ? "of " + pattern : handler.getClass().getName();
	}

}
