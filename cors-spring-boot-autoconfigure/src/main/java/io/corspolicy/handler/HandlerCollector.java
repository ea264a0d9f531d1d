package io.corspolicy.handler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Collects functional routes while an adapter visits a router function: their paths and
 * methods, as far as predicates name them. A predicate on anything else makes a route
 * conditional. A predicate that can't be read may hide a path or a method: a route
 * without any other path is then left out, and one without any other method has unknown
 * methods.
 */
public final class HandlerCollector {

	static final String ANYWHERE = "/**";

	private final PathPatternParser parser;

	private final String attribute;

	private final BiFunction<String, @Nullable Object, @Nullable PolicyDeclaration> reader;

	private final List<MappedHandler> handlers = new ArrayList<>();

	private final Deque<Nest> nests = new ArrayDeque<>();

	private final Deque<List<RoutePredicate>> predicates = new ArrayDeque<>();

	private @Nullable Object pendingAttribute;

	/**
	 * Create a collector.
	 * @param parser parses the routes' paths
	 * @param attribute the attribute that names a policy
	 * @param reader reads the attribute's value, given a description of the route
	 */
	public HandlerCollector(PathPatternParser parser, String attribute,
			BiFunction<String, @Nullable Object, @Nullable PolicyDeclaration> reader) {
		this.parser = parser;
		this.attribute = attribute;
		this.reader = reader;
		this.nests.push(new Nest(List.of(RoutePredicate.ANY), null));
	}

	/**
	 * All routes, in order.
	 * @return an immutable list
	 */
	public List<MappedHandler> handlers() {
		return List.copyOf(this.handlers);
	}

	/**
	 * Attributes of the route, or of the nested routes, that follow.
	 * @param attributes the attributes
	 */
	public void attributes(Map<String, Object> attributes) {
		this.pendingAttribute = attributes.get(this.attribute);
	}

	/**
	 * Nested routes begin.
	 * @param predicate visits the predicate that they share
	 */
	public void startNested(Runnable predicate) {
		Nest outer = this.nests.getFirst();
		this.nests.push(new Nest(combine(outer.alternatives(), evaluate(predicate), RoutePredicate::nest),
				takeAttribute(outer)));
	}

	/**
	 * Nested routes end.
	 */
	public void endNested() {
		this.nests.pop();
	}

	/**
	 * A route.
	 * @param description names the route for people
	 * @param predicate visits the route's predicate
	 */
	public void route(String description, Runnable predicate) {
		Nest nest = this.nests.getFirst();
		PolicyDeclaration declaration = this.reader.apply(description, takeAttribute(nest));
		for (RoutePredicate alternative : combine(nest.alternatives(), evaluate(predicate), RoutePredicate::nest)) {
			add(description, alternative, declaration);
		}
	}

	/**
	 * Files or other resources, served if they exist.
	 * @param lookup looks for a resource. Its path is read from its description,
	 * {@code /files/** -> a location}, as {@code RouterFunctions.resources} makes it
	 */
	public void resources(Object lookup) {
		String text = lookup.toString();
		int arrow = text.indexOf(" -> ");
		boolean known = arrow > 0 && text.startsWith("/") && isPattern(text.substring(0, arrow));
		route("the resources " + (known ? text : "of a function"), known ? () -> {
			path(text.substring(0, arrow));
			method(List.of("GET", "HEAD"));
			and();
			condition();
			and();
		} : this::unknown);
	}

	/**
	 * Routes that can't be read.
	 * @param description names them for people
	 */
	public void unreadable(String description) {
		route(description, this::unknown);
	}

	private @Nullable Object takeAttribute(Nest nest) {
		Object own = this.pendingAttribute;
		this.pendingAttribute = null;
		return (own != null) ? own : nest.attribute();
	}

	private void add(String description, RoutePredicate alternative, @Nullable PolicyDeclaration declaration) {
		Set<String> methods = alternative.methods();
		if (methods != null && methods.isEmpty()) {
			return;
		}
		String path = (alternative.path() != null) ? alternative.path() : ANYWHERE;
		// Nested patterns that do not combine to a pattern can't be judged here.
		boolean pattern = isPattern(path);
		boolean unknownPath = (alternative.path() == null && alternative.opaque()) || !pattern;
		boolean unknownMethods = methods == null && alternative.opaque();
		if (declaration == null && (unknownPath || unknownMethods)) {
			return;
		}
		if (declaration != null && unknownPath) {
			declaration = declaration.withProblem(ProblemCode.INVALID_PATH, declaration.name(),
					"the path of this route can't be read, so the policy could never be found: give the policy paths"
							+ " instead, or nest the route in a path(...).");
		}
		this.handlers.add(new MappedHandler(description, this.parser.parse(pattern ? path : ANYWHERE),
				(methods != null) ? methods : Set.of(), alternative.conditional(), unknownMethods, declaration,
				alternative.byHost()));
	}

	private boolean isPattern(String path) {
		try {
			this.parser.parse(path);
			return true;
		}
		catch (PatternParseException ex) {
			return false;
		}
	}

	private List<RoutePredicate> evaluate(Runnable predicate) {
		this.predicates.clear();
		predicate.run();
		return this.predicates.isEmpty() ? List.of(RoutePredicate.UNKNOWN) : this.predicates.pop();
	}

	/**
	 * A predicate on the method.
	 * @param methods the methods that it matches
	 */
	public void method(Collection<String> methods) {
		this.predicates.push(List.of(new RoutePredicate(null, new TreeSet<>(methods), false, false, false)));
	}

	/**
	 * A predicate on the path.
	 * @param pattern the path
	 */
	public void path(String pattern) {
		this.predicates.push(List.of(new RoutePredicate(pattern, null, false, false, false)));
	}

	/**
	 * A predicate on a header field.
	 * @param name the field's name
	 */
	public void header(String name) {
		this.predicates
			.push(List.of(HttpHeaders.HOST.equalsIgnoreCase(name) ? RoutePredicate.HOST : RoutePredicate.CONDITION));
	}

	/**
	 * A predicate on something other than path and method, such as a query parameter.
	 */
	public void condition() {
		this.predicates.push(List.of(RoutePredicate.CONDITION));
	}

	/**
	 * A predicate that can't be read, unless it is one of Spring GraphQL's.
	 * @param predicate the predicate
	 */
	public void unknown(Object predicate) {
		PathPattern path = GraphQlPredicates.path(predicate);
		if (path == null) {
			unknown();
			return;
		}
		path(path.getPatternString());
		method(List.of("POST"));
		and();
		condition();
		and();
	}

	private void unknown() {
		this.predicates.push(List.of(RoutePredicate.UNKNOWN));
	}

	/**
	 * Both of the last two predicates have to match.
	 */
	public void and() {
		List<RoutePredicate> second = pop();
		this.predicates.push(combine(pop(), second, RoutePredicate::and));
	}

	/**
	 * One of the last two predicates has to match.
	 */
	public void or() {
		List<RoutePredicate> second = pop();
		this.predicates.push(Stream.concat(pop().stream(), second.stream()).toList());
	}

	/**
	 * The last predicate must not match.
	 */
	public void negate() {
		boolean other = pop().stream().allMatch(RoutePredicate::isOnlyCondition);
		this.predicates.push(List.of(other ? RoutePredicate.CONDITION : RoutePredicate.UNKNOWN));
	}

	private List<RoutePredicate> pop() {
		return this.predicates.isEmpty() ? List.of(RoutePredicate.UNKNOWN) : this.predicates.pop();
	}

	private static List<RoutePredicate> combine(List<RoutePredicate> one, List<RoutePredicate> other,
			BiFunction<RoutePredicate, RoutePredicate, RoutePredicate> operator) {
		return one.stream().flatMap((a) -> other.stream().map((b) -> operator.apply(a, b))).toList();
	}

	private record Nest(List<RoutePredicate> alternatives, @Nullable Object attribute) {
	}

}
