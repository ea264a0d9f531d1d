package io.corspolicy;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;

/**
 * Finds classes whose initialization leads to one another's: two threads that begin at
 * different ends would wait for each other for ever.
 *
 * @see <a href=
 * "https://docs.oracle.com/javase/specs/jls/se17/html/jls-12.html#jls-12.4.2"> The Java
 * Language Specification, 12.4.2</a>
 */
final class StaticInitializers {

	private final Map<JavaClass, Set<JavaClass>> needed = new HashMap<>();

	private StaticInitializers(Collection<JavaClass> classes) {
		classes.forEach((type) -> this.needed.put(type, needed(type)));
	}

	/**
	 * Find the classes that need each other.
	 * @param classes all classes
	 * @return their names; constants of an enum with bodies of their own are left out,
	 * since nothing else than their enum can begin with them
	 */
	static Set<String> thatWaitForEachOther(Collection<JavaClass> classes) {
		StaticInitializers initializers = new StaticInitializers(classes);
		Set<String> found = new TreeSet<>();
		for (JavaClass type : classes) {
			for (JavaClass other : initializers.reachable(type)) {
				if (!isConstant(type) && !isConstant(other) && other != type
						&& initializers.reachable(other).contains(type)) {
					found.add(type.getName());
				}
			}
		}
		return found;
	}

	private static boolean isConstant(JavaClass type) {
		return type.isAnonymousClass() && type.getRawSuperclass().filter(JavaClass::isEnum).isPresent();
	}

	private Set<JavaClass> reachable(JavaClass type) {
		return TypeCycles.reachable(type, this.needed);
	}

	/** The classes that are initialized while a class is. */
	private static Set<JavaClass> needed(JavaClass type) {
		Set<JavaClass> needed = new HashSet<>();
		type.getRawSuperclass().ifPresent(needed::add);
		Set<JavaCodeUnit> run = new HashSet<>();
		Deque<JavaCodeUnit> next = new ArrayDeque<>();
		type.getStaticInitializer().ifPresent(next::add);
		while (!next.isEmpty()) {
			JavaCodeUnit unit = next.remove();
			if (run.add(unit)) {
				for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
					JavaMember member = access.getTarget().resolveMember().orElse(null);
					if (member != null && initializes(member)) {
						needed.add(member.getOwner());
					}
					if (member instanceof JavaCodeUnit called) {
						next.add(called);
					}
				}
			}
		}
		needed.remove(type);
		return needed;
	}

	private static boolean initializes(JavaMember member) {
		return member.getModifiers().contains(JavaModifier.STATIC) || member.getName().equals("<init>");
	}

}
