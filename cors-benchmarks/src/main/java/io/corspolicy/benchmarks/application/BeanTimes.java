package io.corspolicy.benchmarks.application;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;
import org.springframework.core.type.MethodMetadata;

/**
 * Measures the processor time that the main thread spends in each bean at start-up: in
 * its creation, in its {@code SmartInitializingSingleton}, and in its listeners of the
 * context's events. What a bean makes another bean do counts for the other one.
 */
final class BeanTimes implements ApplicationStartup {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final Thread main = Thread.currentThread();

	private final Deque<Step> running = new ArrayDeque<>();

	private final Map<String, Long> times = new HashMap<>();

	private long steps;

	@Override
	public StartupStep start(String name) {
		Step step = new Step(name, this.steps++, this.running.peek());
		if (Thread.currentThread() == this.main) {
			this.running.push(step);
			step.start = THREADS.getCurrentThreadCpuTime();
		}
		return step;
	}

	/**
	 * Make what calls listeners measure them.
	 * @param beanFactory where the context will look for it
	 */
	void measureListeners(ConfigurableListableBeanFactory beanFactory) {
		beanFactory.registerSingleton("applicationEventMulticaster", new Listeners(beanFactory));
	}

	/**
	 * The times of those beans and listeners whose classes, or whose classes of
	 * configuration, have certain names.
	 * @param names the names
	 * @param beanFactory knows the beans' classes
	 * @return nanoseconds by name of a bean, or of a listener's class
	 */
	Map<String, Long> of(Predicate<String> names, ConfigurableListableBeanFactory beanFactory) {
		Map<String, Long> own = new HashMap<>(this.times);
		own.keySet().removeIf((bean) -> !names.test(type(bean, beanFactory)));
		return own;
	}

	private static String type(String bean, ConfigurableListableBeanFactory beanFactory) {
		if (!beanFactory.containsBeanDefinition(bean)) {
			return bean;
		}
		BeanDefinition definition = beanFactory.getBeanDefinition(bean);
		MethodMetadata factoryMethod = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return (factoryMethod != null) ? factoryMethod.getDeclaringClassName()
				: String.valueOf(definition.getBeanClassName());
	}

	/**
	 * A step, which belongs to a bean if it, or the step around it, bears the bean's
	 * name.
	 */
	private final class Step implements StartupStep {

		private final String name;

		private final long id;

		private final @Nullable Step parent;

		private @Nullable String bean;

		private long start;

		private long ofChildren;

		Step(String name, long id, @Nullable Step parent) {
			this.name = name;
			this.id = id;
			this.parent = parent;
			this.bean = (parent != null) ? parent.bean : null;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public long getId() {
			return this.id;
		}

		@Override
		public @Nullable Long getParentId() {
			return (this.parent != null) ? this.parent.id : null;
		}

		@Override
		public StartupStep tag(String key, String value) {
			if (key.equals("beanName")) {
				this.bean = value;
			}
			return this;
		}

		@Override
		public StartupStep tag(String key, Supplier<String> value) {
			return this;
		}

		@Override
		public Tags getTags() {
			return Collections::emptyIterator;
		}

		@Override
		public void end() {
			// Steps may be ended more than once, and out of order when something fails.
			if (BeanTimes.this.running.peek() != this) {
				return;
			}
			long time = THREADS.getCurrentThreadCpuTime() - this.start;
			BeanTimes.this.running.pop();
			if (this.bean != null) {
				BeanTimes.this.times.merge(this.bean, time - this.ofChildren, Long::sum);
			}
			if (this.parent != null) {
				this.parent.ofChildren += time;
			}
		}

	}

	/**
	 * Calls listeners, each in a step.
	 */
	private final class Listeners extends SimpleApplicationEventMulticaster {

		Listeners(ConfigurableListableBeanFactory beanFactory) {
			super(beanFactory);
		}

		@Override
		protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
			StartupStep step = start("listener").tag("beanName", listener.getClass().getName());
			try {
				super.invokeListener(listener, event);
			}
			finally {
				step.end();
			}
		}

	}

}
