package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.corspolicy.engine.PolicyProblem;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sources, compiles aside and swaps. There is no lock: sources, listeners and
 * compilation may take any time, and no thread waits for them.
 * <p>
 * <b>Design.</b> An attempt notes the current snapshot, then reads, then compiles, and
 * swaps in its own snapshot only if the noted one is still current. So of two successive
 * snapshots, the second one was read after the first one was swapped in: versions never
 * go back. An attempt that finds another snapshot is done if that one was begun after
 * itself, because then it includes everything; otherwise it starts again, which each
 * attempt that was already running can cause once.
 */
final class PolicyRefresher {

	private final SourceReader sources;

	private final Compilation compilation;

	private final RefreshHistory history;

	private final Consumer<ObservedPolicies> replaced;

	private final AtomicReference<@Nullable CurrentPolicies> inForce = new AtomicReference<>();

	private volatile @Nullable Start start;

	private final AtomicBoolean telling = new AtomicBoolean();

	/** The snapshot of which listeners were notified. */
	private volatile @Nullable Snapshot told;

	/**
	 * Create a refresher.
	 * @param sources reads the sources
	 * @param compilation makes snapshots
	 * @param history remembers the refreshes
	 * @param replaced receives the policies that apply from now on
	 */
	PolicyRefresher(SourceReader sources, Compilation compilation, RefreshHistory history,
			Consumer<ObservedPolicies> replaced) {
		this.sources = sources;
		this.compilation = compilation;
		this.history = history;
		this.replaced = replaced;
	}

	/** The current policies, which are read now if they never were. */
	Snapshot snapshot() {
		CurrentPolicies current = this.inForce.get();
		if (current == null) {
			start();
			current = Objects.requireNonNull(this.inForce.get());
		}
		return current.snapshot();
	}

	RefreshState state() {
		CurrentPolicies current = this.inForce.get();
		return this.history.state(current, (current != null) ? current.reading().states() : this.sources.states());
	}

	void startWithout(Predicate<PolicySource> optional, Consumer<PolicySourceException> leftOut) {
		this.start = new Start(optional, leftOut);
	}

	/** Read all sources, and leave out those that fail and may be left out. */
	void start() {
		Start how = this.start;
		if (how == null) {
			refresh();
			return;
		}
		List<PolicySourceException> failures = new ArrayList<>();
		run((before, now) -> {
			failures.clear();
			return new Available(this.sources, this.compilation).make(how.optional(), failures, now);
		}, failures);
		failures.forEach(how.leftOut());
	}

	/** Read all sources and handlers anew. */
	void refresh() {
		run((before, now) -> {
			Reading reading = this.sources.readAll((before != null) ? before.reading() : null);
			return new CurrentPolicies(this.compilation.compile(reading, before), reading, now, now);
		});
	}

	/** Read what has changed. */
	boolean refreshIfChanged() {
		return run((before, now) -> {
			Reading reading = (before != null) ? this.sources.readChanged(before.reading())
					: this.sources.readAll(null);
			if (before != null && reading.hasSameDefinitions(before.reading())) {
				return new CurrentPolicies(before.snapshot(), reading, now, before.made());
			}
			return new CurrentPolicies(this.compilation.compile(reading, before), reading, now, now);
		}) == RefreshOutcome.REPLACED;
	}

	/** Read the handlers anew, and let the sources alone. */
	void refreshHandlers() {
		if (this.inForce.get() == null) {
			refresh();
			return;
		}
		run((before, now) -> {
			CurrentPolicies current = Objects.requireNonNull(before);
			return new CurrentPolicies(this.compilation.compile(current.reading(), current), current.reading(),
					current.checked(), now);
		});
	}

	/** The problems of the current policies together with more policies. */
	List<PolicyProblem> problemsWith(List<PolicyDefinition> more) {
		snapshot();
		CurrentPolicies current = Objects.requireNonNull(this.inForce.get());
		return this.compilation.problems(current.reading().and(more), current);
	}

	private RefreshOutcome run(Attempt attempt) {
		return run(attempt, List.of());
	}

	private RefreshOutcome run(Attempt attempt, List<PolicySourceException> failures) {
		RefreshHistory.Moment began = this.history.begin();
		RefreshOutcome outcome;
		try {
			outcome = complete(attempt, began);
		}
		catch (Throwable ex) {
			this.history.failed(began, ex);
			throw ex;
		}
		if (failures.isEmpty()) {
			this.history.succeeded(began, outcome);
		}
		else {
			this.history.failed(began, failures.get(0));
		}
		return outcome;
	}

	private RefreshOutcome complete(Attempt attempt, RefreshHistory.Moment began) {
		RefreshHistory.Moment now = began;
		while (true) {
			CurrentPolicies before = this.inForce.get();
			CurrentPolicies next = attempt.make(before, now);
			CurrentPolicies other = replace(before, next);
			if (other == null) {
				boolean same = before != null && before.snapshot() == next.snapshot();
				tell();
				return same ? RefreshOutcome.UNCHANGED : RefreshOutcome.REPLACED;
			}
			if (other.made().order() > began.order()) {
				return RefreshOutcome.UNCHANGED;
			}
			now = this.history.now();
		}
	}

	/**
	 * Apply policies, unless others were applied since.
	 * @return the others, or {@code null} if there are none
	 */
	private @Nullable CurrentPolicies replace(@Nullable CurrentPolicies before, CurrentPolicies next) {
		while (true) {
			CurrentPolicies current = this.inForce.get();
			if (current != null && (before == null || current.snapshot() != before.snapshot())) {
				return current;
			}
			if (this.inForce.compareAndSet(current, next)) {
				return null;
			}
		}
	}

	/**
	 * Notify listeners of the current policies, in the order of the swaps: a thread that
	 * is already notifying them includes the latest ones.
	 */
	private void tell() {
		while (isNews() && this.telling.compareAndSet(false, true)) {
			try {
				CurrentPolicies current = Objects.requireNonNull(this.inForce.get());
				if (current.snapshot() != this.told) {
					this.told = current.snapshot();
					this.replaced.accept(current.snapshot().observed());
				}
			}
			finally {
				this.telling.set(false);
			}
		}
	}

	private boolean isNews() {
		CurrentPolicies current = this.inForce.get();
		return current != null && current.snapshot() != this.told;
	}

	/**
	 * One attempt at a refresh.
	 */
	@FunctionalInterface
	private interface Attempt {

		/**
		 * Make the next policies.
		 * @param before the snapshot at the beginning of the attempt
		 * @param now when it begins
		 */
		CurrentPolicies make(@Nullable CurrentPolicies before, RefreshHistory.Moment now);

	}

	/**
	 * How to start.
	 *
	 * @param optional which sources may be left out
	 * @param leftOut receives those that are
	 */
	private record Start(Predicate<PolicySource> optional, Consumer<PolicySourceException> leftOut) {

	}

}
