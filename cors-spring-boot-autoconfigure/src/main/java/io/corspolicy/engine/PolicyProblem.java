package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a policy can't start, or a {@linkplain CompiledPolicy#warnings()
 * warning} about one that can.
 *
 * @param code what is wrong, for programs
 * @param policy the policy's name, or an empty string where the problem is in none
 * @param field the attribute, with the index of the entry where it is one of a list, such
 * as {@code allowed-origins[1]}
 * @param value the value as it was written, or {@code null} where one is missing
 * @param reason what is wrong with the value, in a sentence
 * @param fix what to write instead: the changes after which the problem is gone. None for
 * a warning, whose reason says it
 */
public record PolicyProblem(ProblemCode code, String policy, String field, @Nullable Object value, String reason,
		List<Edit> fix) {

	/**
	 * Create a problem.
	 */
	public PolicyProblem {
		fix = List.copyOf(fix);
	}

	/**
	 * What to write instead, as lines of YAML.
	 * @return one or more lines, without a line break at the end
	 */
	public String suggestion() {
		return this.fix.stream().map(Edit::toString).collect(Collectors.joining("\n"));
	}

	/** Names and values may have been chosen so that the JDK's hashes collide. */
	@Override
	public int hashCode() {
		return OpenAddressing.hashCode(this.policy, this.field, String.valueOf(this.value), this.reason)
				+ this.code.ordinal();
	}

	@Override
	public String toString() {
		String place = Stream.of(this.policy, this.field)
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining("."));
		return harmless(place + ((this.value != null) ? " (" + this.value + ")" : "") + ": " + this.reason + " "
				+ suggestion().replace('\n', ' '));
	}

	/**
	 * What was configured may have been written by others than those who read the log.
	 */
	private static String harmless(String text) {
		return text.replaceAll("\\p{Cntrl}", "?");
	}

	/**
	 * A change of one attribute of the policy, or of one entry of a list.
	 *
	 * @param field the attribute, with the index of the entry where it is one of a list
	 * @param value what to write there, or {@code null} to leave it out
	 */
	public record Edit(String field, @Nullable Object value) {

		static Edit set(Attribute<?> attribute, Object value) {
			return new Edit(attribute.name(), value);
		}

		static Edit set(Attribute<?> attribute, int index, Object value) {
			return new Edit(attribute.name() + "[" + index + "]", value);
		}

		static Edit remove(Attribute<?> attribute, int index) {
			return new Edit(attribute.name() + "[" + index + "]", null);
		}

		/**
		 * The change as a line of YAML.
		 */
		@Override
		public String toString() {
			boolean entry = this.field.endsWith("]");
			if (this.value == null) {
				return entry ? "(leave this entry out)" : "(leave " + this.field + " out)";
			}
			return (entry ? "- " : this.field + ": ") + yaml(this.value);
		}

		static String yaml(Object value) {
			if (value instanceof List<?> list) {
				return list.stream()
					.map(Objects::requireNonNull)
					.map(Edit::yaml)
					.collect(Collectors.joining(", ", "[", "]"));
			}
			if (value instanceof Duration duration) {
				return AttributeParser.format(duration);
			}
			return (value instanceof String text && !text.matches("[A-Za-z][A-Za-z0-9-]*"))
					? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : value.toString();
		}

	}

}
