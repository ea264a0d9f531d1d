package io.corspolicy.servlet;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import io.corspolicy.annotation.CorsPolicyReader;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds annotations on the repository interfaces that Spring Data REST exports. All of
 * them share its own handlers, so that no handler has such an annotation: it would have
 * no effect, so a start-up error says what to write instead.
 */
final class RepositoryAnnotations {

	private static final String REPOSITORY = "org.springframework.data.repository.Repository";

	private final ListableBeanFactory beanFactory;

	private final CorsPolicyReader reader;

	RepositoryAnnotations(ListableBeanFactory beanFactory, CorsPolicyReader reader) {
		this.beanFactory = beanFactory;
		this.reader = reader;
	}

	/** Whether a handler mapping is Spring Data REST's. */
	static boolean areFor(Object mapping) {
		return mapping.getClass().getName().startsWith("org.springframework.data.rest.");
	}

	/**
	 * The declarations of the interfaces, each with the problem that it has no effect.
	 */
	Stream<PolicyDeclaration> find() {
		ClassLoader classLoader = getClass().getClassLoader();
		if (!ClassUtils.isPresent(REPOSITORY, classLoader)) {
			return Stream.empty();
		}
		Class<?> type = ClassUtils.resolveClassName(REPOSITORY, classLoader);
		return Arrays.stream(this.beanFactory.getBeanNamesForType(type, true, false))
			.map((name) -> this.beanFactory.getType(name, false))
			.filter(Objects::nonNull)
			.flatMap(this::declarations);
	}

	private Stream<PolicyDeclaration> declarations(Class<?> repository) {
		Class<?> type = ClassUtils.getUserClass(repository);
		return Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces()))
			.filter(Class::isInterface)
			.flatMap((declaring) -> Arrays.stream(declaring.getMethods())
				.map((method) -> declaration(declaring, method))
				.filter(Objects::nonNull)
				.limit(1));
	}

	private @Nullable PolicyDeclaration declaration(Class<?> type, Method method) {
		PolicyDeclaration declaration = this.reader.read(type, method);
		return (declaration == null) ? null
				: declaration.withProblem(ProblemCode.INVALID_PATH, declaration.name(), type.getName()
						+ " is a repository that Spring Data REST exports, whose handlers all repositories share: leave"
						+ " out the annotation, and give a policy the repository's paths, such as"
						+ " cors.policies.<name>.paths: [\"/orders/**\"].");
	}

}
