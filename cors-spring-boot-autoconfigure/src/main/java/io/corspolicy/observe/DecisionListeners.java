package io.corspolicy.observe;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells several listeners. What one of them throws stops neither the others nor the
 * request; it is logged once for each class of listeners.
 */
public final class DecisionListeners implements DecisionListener {

	private static final Log logger = LogFactory.getLog(DecisionListeners.class);

	private final DecisionListener[] listeners;

	/** Those that are not only {@linkplain RefusalListener of refusals}. */
	private final DecisionListener[] ofAllowed;

	private final Set<Class<?>> failed;

	public DecisionListeners(List<DecisionListener> listeners) {
		this(listeners, ConcurrentHashMap.newKeySet());
	}

	private DecisionListeners(List<DecisionListener> listeners, Set<Class<?>> failed) {
		this.listeners = listeners.toArray(DecisionListener[]::new);
		this.ofAllowed = listeners.stream()
			.filter((listener) -> !(listener instanceof RefusalListener))
			.toArray(DecisionListener[]::new);
		this.failed = failed;
	}

	/** Whether these are the listeners. */
	public boolean isOf(List<DecisionListener> others) {
		return Arrays.asList(this.listeners).equals(others);
	}

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy) {
		return forPolicy(policy, null);
	}

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
		List<DecisionListener> forPolicy = Arrays.stream(this.listeners).map((listener) -> {
			try {
				return listener.forPolicy(policy, candidate);
			}
			catch (Throwable ex) {
				failed(listener, ex);
				return NONE;
			}
		}).filter((listener) -> listener != NONE).toList();
		return forPolicy.isEmpty() ? NONE : new DecisionListeners(forPolicy, this.failed);
	}

	@Override
	public void replaced(Collection<CompiledPolicy> policies, Map<CompiledPolicy, CompiledPolicy> candidates) {
		for (DecisionListener listener : this.listeners) {
			try {
				listener.replaced(policies, candidates);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		for (DecisionListener listener : decision.isAllowed() ? this.ofAllowed : this.listeners) {
			try {
				listener.decided(decision, method, path, origin);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
			String path, @Nullable String origin) {
		for (DecisionListener listener : this.listeners) {
			try {
				listener.differed(decision, candidate, change, method, path, origin);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	private void failed(DecisionListener listener, Throwable ex) {
		if (ex instanceof VirtualMachineError error && !(ex instanceof StackOverflowError)) {
			throw error;
		}
		if (this.failed.add(listener.getClass())) {
			logger.warn("A listener to CORS decisions failed; further failures of its class are not logged: "
					+ listener.getClass().getName(), ex);
		}
	}

}
