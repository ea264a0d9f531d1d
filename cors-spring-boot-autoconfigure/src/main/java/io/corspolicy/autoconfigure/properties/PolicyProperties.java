package io.corspolicy.autoconfigure.properties;

import java.util.List;

import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one policy, or those that policies inherit.
 *
 * @param paths the path patterns, or {@code null} if none are written
 * @param candidate the name of the candidate, or {@code null} if none is written
 * @param spec the attributes that are written
 * @param source what they were read from, and where it was written
 */
record PolicyProperties(@Nullable List<String> paths, @Nullable String candidate, PolicySpec spec,
		AttributeSource source) {

	boolean isEmpty() {
		return this.paths == null && this.candidate == null && this.spec.attributes().isEmpty();
	}

}
