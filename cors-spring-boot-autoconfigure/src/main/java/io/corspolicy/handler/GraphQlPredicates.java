package io.corspolicy.handler;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Reads the predicates of Spring GraphQL's routes, which expose nothing to visitors: POST
 * requests on one path. Predicates of later versions that differ are not read.
 */
final class GraphQlPredicates {

	private static final String PACKAGE = "org.springframework.graphql.server.";

	private GraphQlPredicates() {
	}

	/**
	 * The path of a predicate of Spring GraphQL.
	 * @return the path, or {@code null} for any other predicate
	 */
	static @Nullable PathPattern path(Object predicate) {
		if (!predicate.getClass().getName().startsWith(PACKAGE)) {
			return null;
		}
		Field field = ReflectionUtils.findField(predicate.getClass(), "pattern", PathPattern.class);
		if (field == null) {
			return null;
		}
		try {
			ReflectionUtils.makeAccessible(field);
			return (PathPattern) field.get(predicate);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return null;
		}
	}

}
