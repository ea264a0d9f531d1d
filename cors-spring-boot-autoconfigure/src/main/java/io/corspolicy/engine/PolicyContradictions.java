package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps policies from sharing a path: requests that more than one of them
 * would answer, or that they could not answer in the same way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5">RFC 9110,
 * 12.5.5</a>
 */
public final class PolicyContradictions {

	private static final List<String> COMMON_METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	/** So many policies are compared each with each in no time. */
	private static final int FEW = 4;

	private PolicyContradictions() {
	}

	/**
	 * Find what keeps policies from sharing a path.
	 * @param policies the policies, in any order
	 * @return a problem for each pair of policies that contradict each other
	 */
	public static List<PolicyProblem> find(List<CompiledPolicy> policies) {
		return find(policies, (policy) -> true);
	}

	/**
	 * Find what keeps policies from sharing a path some of which shared it before.
	 * @param policies the policies, in any order
	 * @param added whether a policy is new here; two that are not do not contradict each
	 * other
	 * @return a problem for each pair of policies that contradict each other
	 */
	public static List<PolicyProblem> find(List<CompiledPolicy> policies, Predicate<CompiledPolicy> added) {
		if (policies.size() > FEW && areApart(policies, added)) {
			return List.of();
		}
		List<PolicyProblem> problems = new ArrayList<>();
		for (int i = 0; i < policies.size(); i++) {
			for (int j = i + 1; j < policies.size(); j++) {
				if (added.test(policies.get(i)) || added.test(policies.get(j))) {
					compare(policies.get(i), policies.get(j), problems);
				}
			}
		}
		return problems;
	}

	/**
	 * Whether many policies obviously do not contradict each other, without comparing
	 * each of them with all others: no new one has an origin that another one has, and
	 * all agree where they must.
	 */
	private static boolean areApart(List<CompiledPolicy> policies, Predicate<CompiledPolicy> added) {
		CompiledPolicy first = policies.stream().filter(added.negate()).findFirst().orElse(policies.get(0));
		Set<String> origins = new HashSet<>();
		for (CompiledPolicy policy : policies) {
			if (!added.test(policy)) {
				continue;
			}
			boolean agrees = policy.isEnabled()
					&& Objects.equals(policy.spec().effective(Attribute.SEND_WITHOUT_ORIGIN),
							first.spec().effective(Attribute.SEND_WITHOUT_ORIGIN))
					&& policy.crossOriginResourcePolicy() == first.crossOriginResourcePolicy();
			Set<String> own = new HashSet<>();
			policy.spec().list(Attribute.ALLOWED_ORIGINS).forEach((text) -> own.add(unnamed(text)));
			if (policy.is(Attribute.ALLOW_NULL_ORIGIN)) {
				own.add("null");
			}
			if (!agrees || !own.stream().allMatch(origins::add)) {
				return false;
			}
		}
		boolean nullOrigin = origins.contains("null");
		return first.isEnabled() && policies.stream()
			.filter(added.negate())
			.noneMatch((policy) -> (nullOrigin && policy.is(Attribute.ALLOW_NULL_ORIGIN)) || policy.spec()
				.list(Attribute.ALLOWED_ORIGINS)
				.stream()
				.anyMatch((text) -> origins.contains(unnamed(text))));
	}

	private static void compare(CompiledPolicy one, CompiledPolicy other, List<PolicyProblem> problems) {
		if (!one.isEnabled() || !other.isEnabled()) {
			CompiledPolicy exception = one.isEnabled() ? other : one;
			problems.add(new PolicyProblem(ProblemCode.CONFLICTING_POLICIES, exception.name(),
					PolicyField.of(Attribute.ENABLED), false,
					"policy \"" + ((exception == one) ? other : one).name()
							+ "\" is on the same path: either a policy answers there, or none. Give them different paths or"
							+ " hosts.",
					List.of()));
			return;
		}
		String common = commonOrigin(one, other);
		if (common != null && shareMethod(one, other)) {
			problems.add(new PolicyProblem(ProblemCode.CONFLICTING_POLICIES, other.name(),
					PolicyField.of(Attribute.ALLOWED_ORIGINS), common,
					"policy \"" + one.name()
							+ "\" answers for this origin, too, on the same path and with a common method:"
							+ " only one of them can. Give them different origins, methods or paths.",
					giveWay(one, other, common)));
		}
		findDisagreement(Attribute.SEND_WITHOUT_ORIGIN, one, other, problems);
		findDisagreement(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, one, other, problems);
	}

	private static <T> void findDisagreement(Attribute<T> attribute, CompiledPolicy one, CompiledPolicy other,
			List<PolicyProblem> problems) {
		T expected = one.spec().effective(attribute);
		T actual = other.spec().effective(attribute);
		if (!Objects.equals(expected, actual)) {
			// Only the permissive side can give way: not every policy may be as open.
			CompiledPolicy yielding = Boolean.FALSE.equals(actual) ? one : other;
			T value = (yielding == one) ? actual : expected;
			// Of two values that were both written, either may be the one that is meant.
			boolean follows = actual == null || expected == null || attribute == Attribute.SEND_WITHOUT_ORIGIN;
			problems.add(new PolicyProblem(ProblemCode.CONFLICTING_POLICIES, yielding.name(), PolicyField.of(attribute),
					yielding.spec().effective(attribute),
					"policy \"" + ((yielding == one) ? other : one).name()
							+ "\" on the same path says otherwise: both must have the same value.",
					follows ? List.of(new PolicyProblem.Edit(PolicyField.of(attribute), value)) : List.of()));
		}
	}

	/**
	 * What the second policy can do without, as the first one has it: the methods that
	 * both answer for, or the origin. Nothing if one of them would have no origin, no
	 * method or no path left.
	 */
	private static List<PolicyProblem.Edit> giveWay(CompiledPolicy one, CompiledPolicy other, String origin) {
		List<String> methods = methodsLeft(other, one);
		if (!methods.isEmpty()) {
			return List.of(PolicyProblem.Edit.set(Attribute.ALLOWED_METHODS, methods));
		}
		List<String> entries = other.spec().list(Attribute.ALLOWED_ORIGINS);
		return (entries.size() > 1 && entries.contains(origin))
				? List.of(PolicyProblem.Edit.remove(Attribute.ALLOWED_ORIGINS, entries.indexOf(origin))) : List.of();
	}

	private static @Nullable String commonOrigin(CompiledPolicy one, CompiledPolicy other) {
		if (one.is(Attribute.ALLOW_NULL_ORIGIN) && other.is(Attribute.ALLOW_NULL_ORIGIN)) {
			return "null";
		}
		Set<String> texts = new HashSet<>();
		one.spec().list(Attribute.ALLOWED_ORIGINS).forEach((text) -> texts.add(unnamed(text)));
		return other.spec()
			.list(Attribute.ALLOWED_ORIGINS)
			.stream()
			.filter((text) -> texts.contains(unnamed(text)))
			.findFirst()
			.orElse(null);
	}

	/** The name of a label makes no difference. */
	private static String unnamed(String origin) {
		int start = origin.indexOf("://{");
		return (start < 0 || origin.startsWith("~")) ? origin
				: origin.substring(0, start + 4) + origin.substring(origin.indexOf('}', start));
	}

	/** Whether both policies answer for some method. */
	private static boolean shareMethod(CompiledPolicy one, CompiledPolicy other) {
		AllowedMethods own = one.configuredMethods();
		AllowedMethods others = other.configuredMethods();
		return own == null || others == null || own.intersects(others);
	}

	/** The methods that a policy could still answer for if another one had its own. */
	private static List<String> methodsLeft(CompiledPolicy policy, CompiledPolicy other) {
		AllowedMethods taken = other.configuredMethods();
		if (taken == null) {
			return List.of();
		}
		AllowedMethods configured = policy.configuredMethods();
		List<String> own = (configured != null && !configured.isAny()) ? configured.names() : COMMON_METHODS;
		return own.stream().filter((method) -> !taken.contains(method)).toList();
	}

}
