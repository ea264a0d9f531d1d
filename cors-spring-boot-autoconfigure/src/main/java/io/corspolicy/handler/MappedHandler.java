package io.corspolicy.handler;

import java.util.Set;

import io.corspolicy.engine.PolicyDeclaration;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

/**
 * A handler at one of its paths.
 *
 * @param description names the handler for people
 * @param pattern the path
 * @param methods the methods, none for any
 * @param conditional whether other conditions than path and method apply, such as
 * {@code Content-Type}
 * @param opaque whether its methods can't be read: it may serve any
 * @param declaration the policy that the handler declares, or {@code null} for none
 * @param text the path as it was written, which may not be a path pattern if paths are
 * matched as texts
 * @param byHost whether the other condition is the host
 */
public record MappedHandler(String description, PathPattern pattern, Set<String> methods, boolean conditional,
		boolean opaque, @Nullable PolicyDeclaration declaration, String text, boolean byHost) {

	/**
	 * Create a mapped handler.
	 */
	public MappedHandler {
		methods = Set.copyOf(methods);
	}

	/**
	 * Create a mapped handler whose path is a path pattern.
	 * @param description names the handler for people
	 * @param pattern the path
	 * @param methods the methods, none for any
	 * @param conditional whether other conditions than path and method apply
	 * @param opaque whether its methods can't be read
	 * @param declaration the policy that the handler declares, or {@code null} for none
	 * @param byHost whether the other condition is the host
	 */
	public MappedHandler(String description, PathPattern pattern, Set<String> methods, boolean conditional,
			boolean opaque, @Nullable PolicyDeclaration declaration, boolean byHost) {
		this(description, pattern, methods, conditional, opaque, declaration, pattern.getPatternString(), byHost);
	}

	/**
	 * Create a mapped handler whose path is a path pattern and whose methods are known.
	 * @param description names the handler for people
	 * @param pattern the path
	 * @param methods the methods, none for any
	 * @param conditional whether other conditions than path and method apply
	 * @param declaration the policy that the handler declares, or {@code null} for none
	 */
	public MappedHandler(String description, PathPattern pattern, Set<String> methods, boolean conditional,
			@Nullable PolicyDeclaration declaration) {
		this(description, pattern, methods, conditional, false, declaration, false);
	}

	/** Whether it belongs to a Spring project, so that users can't annotate it. */
	public boolean isOfSpring() {
		return this.description.startsWith("org.springframework.");
	}

}
