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

	private static final String ANYWHERE = "/**";

	private final PathPatternParser parser;

	private final String attribute;

	private final BiFunction<String, @Nullable Object, @Nullable PolicyDeclaration> reader;

	private final List<MappedHandler> handlers = new ArrayList<>();

	private final Deque<Nest> nests = new ArrayDeque<>();

	private final Deque<List<Alternative>> predicates = new ArrayDeque<>();

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
		this.nests.push(new Nest(List.of(Alternative.ANY), null));
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
		this.nests.push(
				new Nest(combine(outer.alternatives(), evaluate(predicate), Alternative::nest), takeAttribute(outer)));
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
		for (Alternative alternative : combine(nest.alternatives(), evaluate(predicate), Alternative::nest)) {
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

	private void add(String description, Alternative alternative, @Nullable PolicyDeclaration declaration) {
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

	private List<Alternative> evaluate(Runnable predicate) {
		this.predicates.clear();
		predicate.run();
		return this.predicates.isEmpty() ? List.of(Alternative.UNKNOWN) : this.predicates.pop();
	}

	/**
	 * A predicate on the method.
	 * @param methods the methods that it matches
	 */
	public void method(Collection<String> methods) {
		this.predicates.push(List.of(new Alternative(null, new TreeSet<>(methods), false, false, false)));
	}

	/**
	 * A predicate on the path.
	 * @param pattern the path
	 */
	public void path(String pattern) {
		this.predicates.push(List.of(new Alternative(pattern, null, false, false, false)));
	}

	/**
	 * A predicate on a header field.
	 * @param name the field's name
	 */
	public void header(String name) {
		this.predicates
			.push(List.of(HttpHeaders.HOST.equalsIgnoreCase(name) ? Alternative.HOST : Alternative.CONDITION));
	}

	/**
	 * A predicate on something other than path and method, such as a query parameter.
	 */
	public void condition() {
		this.predicates.push(List.of(Alternative.CONDITION));
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
		this.predicates.push(List.of(Alternative.UNKNOWN));
	}

	/**
	 * Both of the last two predicates have to match.
	 */
	public void and() {
		List<Alternative> second = pop();
		this.predicates.push(combine(pop(), second, Alternative::and));
	}

	/**
	 * One of the last two predicates has to match.
	 */
	public void or() {
		List<Alternative> second = pop();
		this.predicates.push(Stream.concat(pop().stream(), second.stream()).toList());
	}

	/**
	 * The last predicate must not match.
	 */
	public void negate() {
		boolean other = pop().stream().allMatch(Alternative::isOnlyCondition);
		this.predicates.push(List.of(other ? Alternative.CONDITION : Alternative.UNKNOWN));
	}

	private List<Alternative> pop() {
		return this.predicates.isEmpty() ? List.of(Alternative.UNKNOWN) : this.predicates.pop();
	}

	private static List<Alternative> combine(List<Alternative> one, List<Alternative> other,
			BiFunction<Alternative, Alternative, Alternative> operator) {
		return one.stream().flatMap((a) -> other.stream().map((b) -> operator.apply(a, b))).toList();
	}

	private record Nest(List<Alternative> alternatives, @Nullable Object attribute) {
	}

	/**
	 * One way in which a predicate may match.
	 *
	 * @param path the path, or {@code null} for any
	 * @param methods the methods, or {@code null} for any
	 * @param conditional whether there are other conditions
	 * @param opaque whether some condition can't be read, and may be on path or method
	 * @param byHost whether a condition is on the host
	 */
	private record Alternative(@Nullable String path, @Nullable Set<String> methods, boolean conditional,
			boolean opaque, boolean byHost) {

		private static final Alternative ANY = new Alternative(null, null, false, false, false);

		private static final Alternative CONDITION = new Alternative(null, null, true, false, false);

		private static final Alternative HOST = new Alternative(null, null, true, false, true);

		private static final Alternative UNKNOWN = new Alternative(null, null, true, true, false);

		boolean isOnlyCondition() {
			return this.path == null && this.methods == null && this.conditional && !this.opaque;
		}

		Alternative and(Alternative other) {
			boolean twoPaths = this.path != null && other.path != null;
			return new Alternative((this.path != null) ? this.path : other.path, common(other),
					this.conditional || other.conditional || twoPaths, this.opaque || other.opaque,
					this.byHost || other.byHost);
		}

		/** Nested paths are matched against the rest that the outer one leaves. */
		Alternative nest(Alternative inner) {
			boolean conditional = this.conditional || inner.conditional;
			boolean opaque = this.opaque || inner.opaque;
			boolean byHost = this.byHost || inner.byHost;
			if (this.path == null) {
				return new Alternative(inner.path, common(inner), conditional, opaque, byHost);
			}
			String outer = this.path.endsWith("/") ? this.path.substring(0, this.path.length() - 1) : this.path;
			if (outer.endsWith("**") || outer.contains("{*")) {
				return new Alternative(outer, common(inner), true, opaque, byHost);
			}
			return new Alternative(outer + ((inner.path != null) ? inner.path : ANYWHERE), common(inner), conditional,
					opaque, byHost);
		}

		private @Nullable Set<String> common(Alternative other) {
			if (this.methods == null || other.methods == null) {
				return (this.methods != null) ? this.methods : other.methods;
			}
			Set<String> common = new TreeSet<>(this.methods);
			common.retainAll(other.methods);
			return common;
		}

	}

}
