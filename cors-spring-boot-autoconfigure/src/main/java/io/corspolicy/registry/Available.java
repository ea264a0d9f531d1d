package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.corspolicy.engine.InvalidPolicyException;

/**
 * What can be had while sources fail: they are down, or what they say is invalid.
 *
 * @param sources reads the sources
 * @param compilation makes snapshots
 */
record Available(SourceReader sources, Compilation compilation) {

	/**
	 * Make policies of what is available.
	 * @param optional which sources may be left out
	 * @param failures collects those that are left out
	 * @param now when this begins
	 * @throws PolicySourceException if another source fails
	 * @throws InvalidPolicyException with every problem, if there are some without those
	 * sources, too
	 */
	CurrentPolicies make(Predicate<PolicySource> optional, List<PolicySourceException> failures,
			RefreshHistory.Moment now) {
		Reading reading = this.sources.readAvailable(optional, failures);
		try {
			return compile(reading, now);
		}
		catch (InvalidPolicyException ex) {
			return withoutInvalid(reading, ex, optional, failures, now);
		}
	}

	/**
	 * Begin with the sources that must be there, and add one after the other of those
	 * with which the policies are valid.
	 */
	private CurrentPolicies withoutInvalid(Reading reading, InvalidPolicyException invalid,
			Predicate<PolicySource> optional, List<PolicySourceException> failures, RefreshHistory.Moment now) {
		List<Integer> candidates = new ArrayList<>();
		Reading accepted = reading;
		for (int i = 0; i < reading.parts().size(); i++) {
			if (optional.test(this.sources.source(i)) && !reading.parts().get(i).missing()) {
				candidates.add(i);
				accepted = accepted.without(i);
			}
		}
		CurrentPolicies available;
		try {
			available = compile(accepted, now);
		}
		catch (InvalidPolicyException ex) {
			throw invalid;
		}
		for (int i : candidates) {
			try {
				available = compile(available.reading().with(i, reading.parts().get(i)), now);
			}
			catch (InvalidPolicyException ex) {
				failures.add(new PolicySourceException(reading.parts().get(i).name(), ex));
			}
		}
		return available;
	}

	private CurrentPolicies compile(Reading reading, RefreshHistory.Moment now) {
		return new CurrentPolicies(this.compilation.compile(reading, null), reading, now, now);
	}

}
