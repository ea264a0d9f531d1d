package io.corspolicy.autoconfigure;

import java.util.List;

import io.corspolicy.handler.HandlerSource;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reads the handlers once more if some were mapped only when the context was refreshed.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class LateHandlers implements ApplicationListener<ContextRefreshedEvent>, SmartInitializingSingleton {

	private final CorsPolicyRegistry registry;

	private final ObjectProvider<HandlerSource> handlers;

	private final ApplicationContext own;

	private List<HandlerSource> sources = List.of();

	private int known;

	LateHandlers(CorsPolicyRegistry registry, ObjectProvider<HandlerSource> handlers, ApplicationContext own) {
		this.registry = registry;
		this.handlers = handlers;
		this.own = own;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.sources = this.handlers.stream().toList();
		this.known = count();
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.own && count() != this.known) {
			this.registry.refreshHandlers();
		}
	}

	private int count() {
		int count = 0;
		for (HandlerSource source : this.sources) {
			count += source.size();
		}
		return count;
	}

}
