package io.corspolicy.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Keeps in a native image what {@link CorsPolicyReader} reads of an annotated class or
 * method: the annotated element, which may be a superclass or an interface, and the
 * attributes of every annotation that has it as a meta-annotation.
 */
final class CorsPolicyReflectiveProcessor implements ReflectiveProcessor {

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.stream(CorsPolicy.class)
			.forEach((annotation) -> register(hints, annotation));
	}

	private static void register(ReflectionHints hints, MergedAnnotation<CorsPolicy> annotation) {
		if (annotation.getSource() instanceof Class<?> type) {
			hints.registerType(type);
		}
		else if (annotation.getSource() instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
		}
		for (Class<?> type : annotation.getMetaTypes()) {
			hints.registerType(type, MemberCategory.INVOKE_DECLARED_METHODS, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
	}

}
