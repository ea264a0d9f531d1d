package io.corspolicy.handler;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * One way in which the predicate of a functional route may match.
 *
 * @param path the path, or {@code null} for any
 * @param methods the methods, or {@code null} for any
 * @param conditional whether there are other conditions
 * @param opaque whether some condition can't be read, and may be on path or method
 * @param byHost whether a condition is on the host
 */
record RoutePredicate(@Nullable String path, @Nullable Set<String> methods, boolean conditional, boolean opaque,
		boolean byHost) {

	static final RoutePredicate ANY = new RoutePredicate(null, null, false, false, false);

	static final RoutePredicate CONDITION = new RoutePredicate(null, null, true, false, false);

	static final RoutePredicate HOST = new RoutePredicate(null, null, true, false, true);

	static final RoutePredicate UNKNOWN = new RoutePredicate(null, null, true, true, false);

	boolean isOnlyCondition() {
		return this.path == null && this.methods == null && this.conditional && !this.opaque;
	}

	RoutePredicate and(RoutePredicate other) {
		boolean twoPaths = this.path != null && other.path != null;
		return new RoutePredicate((this.path != null) ? this.path : other.path, common(other),
				this.conditional || other.conditional || twoPaths, this.opaque || other.opaque,
				this.byHost || other.byHost);
	}

	/** Nested paths are matched against the rest that the outer one leaves. */
	RoutePredicate nest(RoutePredicate inner) {
		boolean conditional = this.conditional || inner.conditional;
		boolean opaque = this.opaque || inner.opaque;
		boolean byHost = this.byHost || inner.byHost;
		if (this.path == null) {
			return new RoutePredicate(inner.path, common(inner), conditional, opaque, byHost);
		}
		String outer = this.path.endsWith("/") ? this.path.substring(0, this.path.length() - 1) : this.path;
		if (outer.endsWith("**") || outer.contains("{*")) {
			return new RoutePredicate(outer, common(inner), true, opaque, byHost);
		}
		return new RoutePredicate(outer + ((inner.path != null) ? inner.path : HandlerCollector.ANYWHERE),
				common(inner), conditional, opaque, byHost);
	}

	private @Nullable Set<String> common(RoutePredicate other) {
		if (this.methods == null || other.methods == null) {
			return (this.methods != null) ? this.methods : other.methods;
		}
		Set<String> common = new TreeSet<>(this.methods);
		common.retainAll(other.methods);
		return common;
	}

}
