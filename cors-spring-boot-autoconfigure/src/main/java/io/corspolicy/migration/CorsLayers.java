package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The CORS mechanisms of an application, in the order in which a request passes them.
 * Filled by finders for Spring MVC, WebFlux and the projects built on them.
 */
public final class CorsLayers {

	private final List<FilterLayer> filters = new ArrayList<>();

	private final List<HandlerLayer> handlers = new ArrayList<>();

	private final List<CorsByPath> unused = new ArrayList<>();

	private final Map<Finding, String> unreadable = new LinkedHashMap<>();

	private final Map<Finding, String> processors = new LinkedHashMap<>();

	private final Set<String> patterns = new TreeSet<>();

	private boolean secured;

	private boolean refusalText;

	/**
	 * Add a filter after the others.
	 * @param cors its configurations
	 * @param patterns path patterns where it runs, none if it always runs
	 * @param runs whether it runs for a path
	 */
	public void addFilter(CorsByPath cors, List<String> patterns, Predicate<String> runs) {
		this.filters.add(new FilterLayer(cors, List.copyOf(patterns), runs));
		this.patterns.addAll(patterns);
	}

	/**
	 * Add a handler mapping after the others.
	 * @param handlers its known handlers
	 * @param exclusive whether later mappings never get a path of its handlers
	 * @param global the mapping's configuration for all of its handlers, or {@code null}
	 */
	public void addHandlers(List<CorsHandler> handlers, boolean exclusive, @Nullable CorsByPath global) {
		this.handlers.add(new HandlerLayer(List.copyOf(handlers), exclusive, global));
	}

	/**
	 * Add a bean that no known component uses.
	 * @param cors its configurations
	 */
	public void addUnused(CorsByPath cors) {
		this.unused.add(cors);
	}

	/**
	 * Add a mechanism that can't be read.
	 * @param finding its name for users
	 * @param reason why not, in a sentence
	 */
	public void addUnreadable(Finding finding, String reason) {
		this.unreadable.put(finding, reason);
	}

	/**
	 * Name a {@code CorsProcessor} unless it is Spring's own.
	 * @param finding its user
	 * @param processor the processor, or {@code null} if it is not known
	 * @param springs the class of Spring's own
	 */
	public void addProcessor(Finding finding, @Nullable Object processor, Class<?> springs) {
		if (processor != null && processor.getClass() != springs) {
			this.processors.put(finding, processor.getClass().getName());
		}
	}

	/**
	 * Add a path pattern where the answer may differ from the one around it.
	 * @param pattern the pattern
	 */
	public void addPattern(String pattern) {
		this.patterns.add(pattern);
	}

	/**
	 * Record that Spring Security runs in front of the handlers.
	 */
	public void setSecured() {
		this.secured = true;
	}

	/**
	 * Record that Spring writes a text when it refuses a request.
	 */
	public void setRefusalText() {
		this.refusalText = true;
	}

	boolean hasRefusalText() {
		return this.refusalText;
	}

	List<FilterLayer> filters() {
		return this.filters;
	}

	List<HandlerLayer> handlers() {
		return this.handlers;
	}

	List<CorsByPath> unused() {
		return this.unused;
	}

	Map<Finding, String> unreadable() {
		return this.unreadable;
	}

	Map<Finding, String> processors() {
		return this.processors;
	}

	boolean isSecured() {
		return this.secured;
	}

	/** Everything that has configurations and is in use. */
	Stream<CorsByPath> sources() {
		return Stream.concat(this.filters.stream().map(FilterLayer::cors),
				this.handlers.stream().map(HandlerLayer::global).filter(Objects::nonNull));
	}

	Map<String, List<CorsHandler>> handlersByPattern() {
		return this.handlers.stream()
			.flatMap((layer) -> layer.handlers().stream())
			.collect(Collectors.groupingBy((handler) -> handler.pattern().getPatternString()));
	}

	/** Everything that was found, in the order in which a request passes it. */
	Set<Finding> findings() {
		Set<Finding> findings = new LinkedHashSet<>();
		sources().flatMap((source) -> source.entries().stream()).forEach((entry) -> findings.add(entry.finding()));
		this.handlers.stream()
			.flatMap((layer) -> layer.handlers().stream())
			.map((handler) -> handler.local().apply(Objects.requireNonNullElse(SamplePath.of(handler.pattern()), "/")))
			.filter(Objects::nonNull)
			.map(CorsHandler.Local::finding)
			.sorted(Comparator.comparing(Finding::source))
			.forEach(findings::add);
		this.unused.forEach((source) -> source.entries().forEach((entry) -> findings.add(entry.finding())));
		findings.addAll(this.unreadable.keySet());
		return findings;
	}

	/** Every pattern where the answer may differ from the one around it. */
	Set<String> patterns() {
		Set<String> all = new TreeSet<>(this.patterns);
		this.filters.forEach((filter) -> filter.cors().entries().forEach((entry) -> all.add(entry.pattern())));
		for (HandlerLayer layer : this.handlers) {
			layer.handlers().forEach((handler) -> all.add(handler.pattern().getPatternString()));
			if (layer.global() != null) {
				layer.global().entries().forEach((entry) -> all.add(entry.pattern()));
			}
		}
		return all;
	}

	/**
	 * A filter.
	 *
	 * @param cors its configurations
	 * @param patterns path patterns where it runs, none if it always runs
	 * @param runs whether it runs for a path
	 */
	record FilterLayer(CorsByPath cors, List<String> patterns, Predicate<String> runs) {

		boolean isOf(Finding finding) {
			return this.cors.entries().stream().anyMatch((entry) -> entry.finding().equals(finding));
		}

		/** Whether there are paths where it runs and has no configuration. */
		boolean isSilentSomewhere() {
			return (this.patterns.isEmpty() ? List.of("/**") : this.patterns).stream().anyMatch((pattern) -> {
				String path = pattern.replace("**", SamplePath.WORD).replace("*", SamplePath.WORD);
				return this.runs.test(path) && this.cors.lookup().apply(path) == null;
			});
		}

	}

	/**
	 * A handler mapping.
	 *
	 * @param handlers its known handlers
	 * @param exclusive whether later mappings never get a path of its handlers
	 * @param global its configuration for all of its handlers, or {@code null}
	 */
	record HandlerLayer(List<CorsHandler> handlers, boolean exclusive, @Nullable CorsByPath global) {
	}

}
