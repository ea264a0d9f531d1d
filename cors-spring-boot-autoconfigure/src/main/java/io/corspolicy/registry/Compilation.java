package io.corspolicy.registry;

import java.util.List;
import java.util.function.Supplier;

import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.observe.DecisionListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes snapshots of what sources said and what the application has.
 */
final class Compilation {

	private final Supplier<PathPatternParser> parser;

	private final Supplier<PolicySpec> defaults;

	private final Supplier<List<HandlerMappingModel>> routers;

	private final Supplier<List<DecisionListener>> listeners;

	/** Kept as long as there are the same listeners. */
	private volatile @Nullable DecisionListeners current;

	/**
	 * Create a compilation.
	 * @param parser supplies the parser of the application's router
	 * @param defaults supplies the base of handlers that name no policy, if no source has
	 * one
	 * @param routers supplies the application's routers
	 * @param listeners supplies the listeners of all decisions
	 */
	Compilation(Supplier<PathPatternParser> parser, Supplier<PolicySpec> defaults,
			Supplier<List<HandlerMappingModel>> routers, Supplier<List<DecisionListener>> listeners) {
		this.parser = parser;
		this.defaults = defaults;
		this.routers = routers;
		this.listeners = listeners;
	}

	/**
	 * Compile policies.
	 * @param reading what the sources returned
	 * @param before the current snapshot: unchanged parts are reused
	 */
	Snapshot compile(Reading reading, @Nullable CurrentPolicies before) {
		List<HandlerMappingModel> routers = this.routers.get();
		if (before != null) {
			try {
				return compiler(reading, before.snapshot().compiled()).compile(reading.definitions(), defaults(reading),
						routers);
			}
			catch (InvalidPolicyException ex) {
				// What is wrong is said as it would be to an application that starts.
			}
		}
		return compiler(reading, Compiled.NOTHING).compile(reading.definitions(), defaults(reading), routers);
	}

	/**
	 * Find the problems of policies, without making a snapshot of them.
	 * @param reading what the sources returned, and perhaps others
	 * @param before the current snapshot
	 */
	List<PolicyProblem> problems(Reading reading, CurrentPolicies before) {
		List<HandlerMappingModel> routers = this.routers.get();
		try {
			compiler(reading, before.snapshot().compiled()).check(reading.definitions(), defaults(reading), routers);
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			// What is wrong is said as it would be to an application that starts.
		}
		try {
			compiler(reading, Compiled.NOTHING).check(reading.definitions(), defaults(reading), routers);
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems();
		}
	}

	private SnapshotCompiler compiler(Reading reading, Compiled before) {
		return new SnapshotCompiler(this.parser.get(), listeners(), new UncertainAttributes(reading.problems()),
				reading, before);
	}

	private PolicySpec defaults(Reading reading) {
		PolicySpec read = reading.defaults();
		return (read != null) ? read : this.defaults.get();
	}

	private DecisionListeners listeners() {
		List<DecisionListener> all = this.listeners.get();
		DecisionListeners known = this.current;
		if (known == null || !known.isOf(all)) {
			known = new DecisionListeners(all);
			this.current = known;
		}
		return known;
	}

	void replaced(ObservedPolicies policies) {
		DecisionListeners known = this.current;
		if (known != null) {
			known.replaced(policies.all(), policies.candidates());
		}
	}

}
