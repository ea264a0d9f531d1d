package io.corspolicy.servlet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.corspolicy.handler.HandlerCollector;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Passes the routes of a router function to a collector.
 */
final class RouteVisitor implements RouterFunctions.Visitor, RequestPredicates.Visitor {

	private final HandlerCollector collector;

	RouteVisitor(HandlerCollector collector) {
		this.collector = collector;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.collector.startNested(() -> predicate.accept(this));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.collector.endNested();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		this.collector.route("the route " + predicate, () -> predicate.accept(this));
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
		this.collector.resources(lookupFunction);
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
		this.collector.attributes(attributes);
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
		this.collector.unreadable("the routes of " + routerFunction.getClass().getName());
	}

	@Override
	public void method(Set<HttpMethod> methods) {
		this.collector.method(methods.stream().map(HttpMethod::name).toList());
	}

	@Override
	public void path(String pattern) {
		this.collector.path(pattern);
	}

	// No @Override: later lines removed it, or earlier ones lack it.
	@SuppressWarnings({ "deprecation", "removal" })
	public void pathExtension(String extension) {
		this.collector.condition();
	}

	@Override
	public void header(String name, String value) {
		this.collector.header(name);
	}

	@Override
	public void param(String name, String value) {
		this.collector.condition();
	}

	// No @Override, as above.
	public void version(String version) {
		this.collector.condition();
	}

	@Override
	public void startAnd() {
		// The two predicates follow.
	}

	@Override
	public void and() {
		// The second predicate follows.
	}

	@Override
	public void endAnd() {
		this.collector.and();
	}

	@Override
	public void startOr() {
		// The two predicates follow.
	}

	@Override
	public void or() {
		// The second predicate follows.
	}

	@Override
	public void endOr() {
		this.collector.or();
	}

	@Override
	public void startNegate() {
		// The predicate follows.
	}

	@Override
	public void endNegate() {
		this.collector.negate();
	}

	@Override
	public void unknown(RequestPredicate predicate) {
		this.collector.unknown(predicate);
	}

}
