package io.corspolicy.engine;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a policy can't stand.
 *
 * @param code what is wrong, for programs
 * @param policy the policy's name
 * @param field the attribute, with the index of the entry where it is a list, such as
 * {@code allowed-origins[1]}
 * @param value the value as it was written, or {@code null} where one is missing
 * @param reason why the value can't stand, in a sentence
 * @param suggestion what to write instead, or {@code null} where there is no single
 * answer
 */
public record PolicyProblem(ProblemCode code, String policy, String field, @Nullable Object value, String reason,
		@Nullable String suggestion) {

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.policy).append('.').append(this.field);
		if (this.value != null) {
			text.append(": ").append(this.value);
		}
		text.append(": ").append(this.reason);
		if (this.suggestion != null) {
			text.append(" Write instead: ").append(this.suggestion);
		}
		return text.toString();
	}

}
