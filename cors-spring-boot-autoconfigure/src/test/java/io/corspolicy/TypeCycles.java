package io.corspolicy;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Finds types that can only be understood together: each of them leads to all others of
 * its package. Nested types count as the one that they are in.
 */
final class TypeCycles {

	/** What each type knows of its own package. */
	private final Map<String, Set<String>> known = new TreeMap<>();

	private TypeCycles(Collection<JavaClass> types) {
		for (JavaClass type : types) {
			Set<String> known = this.known.computeIfAbsent(outermost(type), (name) -> new TreeSet<>());
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				JavaClass other = dependency.getTargetClass().getBaseComponentType();
				if (other.getPackageName().equals(type.getPackageName())) {
					known.add(outermost(other));
				}
			}
		}
	}

	/**
	 * Find the cycles of more than two types.
	 * @param types the types, nested ones among them
	 * @return the names of the types of each cycle
	 */
	static Set<Set<String>> ofMoreThanTwo(Collection<JavaClass> types) {
		TypeCycles cycles = new TypeCycles(types);
		return cycles.known.keySet()
			.stream()
			.map(cycles::around)
			.filter((cycle) -> cycle.size() > 2)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** The types that a type leads to and that lead back to it, itself among them. */
	private Set<String> around(String type) {
		return reachable(type, this.known).stream()
			.filter((other) -> reachable(other, this.known).contains(type))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** What one thing leads to, itself among it. */
	static <T> Set<T> reachable(T start, Map<T, Set<T>> known) {
		Set<T> reached = new LinkedHashSet<>(List.of(start));
		Deque<T> next = new ArrayDeque<>(reached);
		while (!next.isEmpty()) {
			for (T other : known.getOrDefault(next.remove(), Set.of())) {
				if (reached.add(other)) {
					next.add(other);
				}
			}
		}
		return reached;
	}

	private static String outermost(JavaClass type) {
		String name = type.getName();
		int nested = name.indexOf('$');
		return (nested < 0) ? name : name.substring(0, nested);
	}

}
