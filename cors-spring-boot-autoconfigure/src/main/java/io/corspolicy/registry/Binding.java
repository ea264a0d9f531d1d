package io.corspolicy.registry;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.path.PathShape;

import org.springframework.web.util.pattern.PathPattern;

/**
 * A pattern of a policy. Two bindings are never equal.
 */
final class Binding {

	private final PathPattern pattern;

	private final PathShape shape;

	private final String shapeText;

	private final CompiledPolicy policy;

	Binding(PathPattern pattern, CompiledPolicy policy) {
		this.pattern = pattern;
		this.shape = PathShape.of(pattern.getPatternString());
		this.shapeText = this.shape.text();
		this.policy = policy;
	}

	private Binding(Binding original, CompiledPolicy policy) {
		this.pattern = original.pattern;
		this.shape = original.shape;
		this.shapeText = original.shapeText;
		this.policy = policy;
	}

	/** The same pattern of another policy. */
	Binding of(CompiledPolicy policy) {
		return new Binding(this, policy);
	}

	PathPattern pattern() {
		return this.pattern;
	}

	PathShape shape() {
		return this.shape;
	}

	/** Equal shapes have equal texts. */
	String shapeText() {
		return this.shapeText;
	}

	CompiledPolicy policy() {
		return this.policy;
	}

}
