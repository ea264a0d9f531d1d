package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.handler.HandlerMappingModel;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that share a path: which of them runs for a method, and so which policy
 * answers. Immutable except for its caches.
 */
final class HandlersAtPath {

	/** A mapping without methods counts as these. */
	private static final List<String> COMMON_METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

	/** A name that no mapping has. */
	private static final String OTHER = "";

	private final boolean endpoint;

	private final Map<String, Answer> byMethod = new HashMap<>();

	private final Answer other;

	private final int longestMethod;

	/** The methods of the path's policies if these are left to the mapped ones. */
	private final List<String> openMethods;

	/**
	 * Create routes.
	 * @param candidates all handlers that match the path
	 * @param policySets prepares the decisions of a policy for a list of methods
	 */
	HandlersAtPath(List<Ranked> candidates, BiFunction<CompiledPolicy, List<String>, PolicySet> policySets) {
		List<Ranked> ordered = candidates.stream()
			.sorted(Comparator.comparing(Ranked::candidate, IndexedHandler.IN_ORDER))
			.toList();
		this.endpoint = ordered.stream().anyMatch((ranked) -> ranked.candidate().endpoint());
		Map<String, Choice> choices = new HashMap<>();
		List<String> known = knownMethods(ordered);
		Stream.of(known, COMMON_METHODS, List.of("OPTIONS", OTHER))
			.flatMap(List::stream)
			.forEach((method) -> choices.computeIfAbsent(method, (key) -> Choice.of(ordered, key)));
		Map<HandlerPolicy, List<String>> methods = new HashMap<>();
		List<String> open = new ArrayList<>();
		for (String method : known) {
			Choice choice = Objects.requireNonNull(choices.get(method));
			if (choice.served() && choice.verdict() != null) {
				methods.computeIfAbsent(choice.verdict(), (key) -> new ArrayList<>()).add(method);
			}
			if (choice.served() && choice.open()) {
				open.add(method);
			}
		}
		this.openMethods = List.copyOf(open);
		Map<HandlerPolicy, Answer> outcomes = new HashMap<>();
		choices.forEach((method, choice) -> this.byMethod.put(method, outcome(choice, methods, outcomes, policySets)));
		this.other = Objects.requireNonNull(this.byMethod.remove(OTHER));
		this.longestMethod = this.byMethod.keySet().stream().mapToInt(String::length).max().orElse(0);
	}

	private static Answer outcome(Choice choice, Map<HandlerPolicy, List<String>> methods,
			Map<HandlerPolicy, Answer> outcomes, BiFunction<CompiledPolicy, List<String>, PolicySet> policySets) {
		HandlerPolicy verdict = choice.verdict();
		if (verdict == null) {
			return Answer.OPEN;
		}
		Answer known = outcomes.get(verdict);
		if (known == null) {
			CompiledPolicy policy = verdict.policy();
			known = new Answer(false, (policy == null) ? null
					: policySets.apply(policy, List.copyOf(methods.getOrDefault(verdict, List.of()))));
			outcomes.put(verdict, known);
		}
		return choice.open() ? new Answer(true, known.policies()) : known;
	}

	private static List<String> knownMethods(List<Ranked> candidates) {
		Set<String> methods = new HashSet<>();
		for (Ranked ranked : candidates) {
			Set<String> own = ranked.candidate().handler().methods();
			if (ranked.candidate().handler().opaque()) {
				continue;
			}
			methods.addAll(own.isEmpty() ? COMMON_METHODS : own);
			if (own.contains("GET")) {
				methods.add("HEAD");
			}
		}
		Set<String> sorted = new LinkedHashSet<>(COMMON_METHODS);
		sorted.retainAll(methods);
		methods.stream().sorted().forEach(sorted::add);
		return List.copyOf(sorted);
	}

	/** Whether an actuator endpoint is among the handlers. */
	boolean isEndpoint() {
		return this.endpoint;
	}

	Answer choose(String method) {
		// Of what is longer not even the hash is needed.
		Answer outcome = (method.length() <= this.longestMethod) ? this.byMethod.get(method) : null;
		return (outcome != null) ? outcome : this.other;
	}

	/**
	 * The policies of the path if the methods of its handlers are known.
	 */
	PolicySet withMappedMethods(PolicySet policies) {
		return policies.withMappedMethods(this.openMethods);
	}

	/**
	 * The policies that answer for a method.
	 *
	 * @param open whether the policies of the path answer, if there are any
	 * @param policies the ones that answer otherwise, or {@code null} for none
	 */
	record Answer(boolean open, @Nullable PolicySet policies) {

		static final Answer OPEN = new Answer(true, null);

	}

	/**
	 * A candidate on one path.
	 *
	 * @param candidate the candidate
	 * @param rank how specific its pattern is: lower is more, the same is equally
	 * @param direct whether its pattern is literally the path
	 */
	record Ranked(IndexedHandler candidate, int rank, boolean direct) {

		/**
		 * In what order Spring's mappings prefer one to the other, as far as path and
		 * method go. Conditions come first: if they hold, they are an advantage.
		 */
		private static Comparator<Ranked> preference(String method) {
			return Comparator.comparing((Ranked ranked) -> !ranked.direct)
				.thenComparingInt((ranked) -> ranked.headCloseness(method))
				.thenComparingInt(Ranked::rank)
				.thenComparing((ranked) -> !ranked.candidate.handler().conditional())
				.thenComparingInt((ranked) -> ranked.candidate.closeness(method));
		}

		/** Spring MVC, and not WebFlux, prefers HEAD to GET before it compares paths. */
		private int headCloseness(String method) {
			return (this.candidate.kind() == HandlerMappingModel.Selection.SERVLET_MAPPING && method.equals("HEAD"))
					? this.candidate.closeness(method) : 0;
		}

	}

	/**
	 * The handlers that may run for a method, usually one: only conditions other than
	 * path and method distinguish several.
	 *
	 * @param handlers the handlers, the preferred one first
	 * @param served whether there is any
	 * @param verdict the policy that they declare
	 * @param open whether the policies of the path come first
	 */
	record Choice(List<IndexedHandler> handlers, boolean served, @Nullable HandlerPolicy verdict, boolean open) {

		static Choice of(List<Ranked> ordered, String method) {
			List<IndexedHandler> handlers = handlers(ordered, method);
			if (handlers.isEmpty()) {
				Set<@Nullable HandlerPolicy> verdicts = new HashSet<>();
				ordered.forEach((ranked) -> verdicts.add(ranked.candidate().verdict()));
				HandlerPolicy shared = (verdicts.size() == 1) ? verdicts.iterator().next() : null;
				return new Choice(handlers, false, shared, shared == null);
			}
			HandlerPolicy preferred = handlers.get(0).verdict();
			HandlerPolicy verdict = handlers.stream()
				.map(IndexedHandler::verdict)
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
			return new Choice(handlers, true, verdict, preferred == null);
		}

		private static List<IndexedHandler> handlers(List<Ranked> ordered, String method) {
			List<IndexedHandler> handlers = new ArrayList<>(1);
			int start = 0;
			while (start < ordered.size()) {
				int router = ordered.get(start).candidate().router();
				int end = start + 1;
				while (end < ordered.size() && ordered.get(end).candidate().router() == router) {
					end++;
				}
				if (collect(ordered.subList(start, end), method, handlers)) {
					break;
				}
				start = end;
			}
			return handlers;
		}

		/**
		 * Collects the handlers of one router.
		 * @return whether its answer is the last
		 */
		private static boolean collect(List<Ranked> ranked, String method, List<IndexedHandler> handlers) {
			Ranked[] able = ranked.stream().filter((one) -> one.candidate().serves(method)).toArray(Ranked[]::new);
			if (ranked.get(0).candidate().kind() == HandlerMappingModel.Selection.ROUTES) {
				for (Ranked route : able) {
					handlers.add(route.candidate());
					if (!route.candidate().handler().conditional()) {
						return true;
					}
				}
				return false;
			}
			Comparator<Ranked> preference = Ranked.preference(method);
			if (able.length > 1) {
				Arrays.sort(able, preference);
			}
			Ranked certain = null;
			for (Ranked one : able) {
				if (certain != null && preference.compare(certain, one) != 0) {
					break;
				}
				handlers.add(one.candidate());
				certain = one.candidate().handler().conditional() ? null : one;
			}
			// Spring's mappings answer 405 rather than pass a path on.
			return true;
		}

		/**
		 * Two of the handlers that have not the same policy.
		 * @param pathPolicies whether a handler that says nothing has a policy, too
		 */
		List<IndexedHandler> conflict(BooleanSupplier pathPolicies) {
			// Spring's own, such as Spring Data REST's, yield to what is closer to the
			// path.
			List<IndexedHandler> silent = this.handlers.stream()
				.filter((handler) -> handler.verdict() == null && !handler.handler().isOfSpring())
				.toList();
			List<IndexedHandler> declaring = this.handlers.stream()
				.filter((handler) -> handler.verdict() != null)
				.toList();
			for (IndexedHandler other : declaring) {
				if (!Objects.equals(declaring.get(0).verdict(), other.verdict())) {
					return List.of(declaring.get(0), other);
				}
			}
			// What a handler whose methods can't be read may serve clashes with nothing.
			IndexedHandler readable = declaring.stream()
				.filter((handler) -> !handler.handler().opaque())
				.findFirst()
				.orElse(null);
			return (!silent.isEmpty() && readable != null && pathPolicies.getAsBoolean())
					? List.of(silent.get(0), readable) : List.of();
		}

	}

}
