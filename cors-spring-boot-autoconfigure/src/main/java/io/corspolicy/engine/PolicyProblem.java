package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.table.OpenAddressing;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a policy can't start, or a {@linkplain CompiledPolicy#warnings()
 * warning} about one that can. What to write instead is either a suggestion, which can be
 * taken over as it is, or an example of the kind of value that is wanted, or a part of
 * the reason.
 *
 * @param code what is wrong, for programs
 * @param policy the policy's name, or an empty string if the problem is in none
 * @param at the attribute, with the index of the entry if it is one of a list
 * @param value the value as it was written, or {@code null} if one is missing
 * @param reason what is wrong with the value, and what is wanted if there is no fix, in a
 * sentence or two
 * @param fix what to write instead: the changes after which the problem is gone, and
 * nothing is allowed that the author did not name. Empty if that does not follow from
 * what was written. Indexes are those before any of them
 * @param example if there is no fix, changes that show the kind of value that is wanted.
 * They are not meant to be taken over
 * @param place where the value was written, or {@code null} if its source does not say
 */
public record PolicyProblem(ProblemCode code, String policy, PolicyField at, @Nullable Object value, String reason,
		List<Edit> fix, List<Edit> example, @Nullable WrittenPlace place) {

	/**
	 * Create a problem.
	 */
	public PolicyProblem {
		fix = List.copyOf(fix);
		example = fix.isEmpty() ? List.copyOf(example) : List.of();
	}

	/**
	 * Create a problem with a suggestion or an example.
	 * @param code what is wrong, for programs
	 * @param policy the policy's name, or an empty string if the problem is in none
	 * @param at the attribute, with the index of the entry if it is one of a list
	 * @param value the value as it was written, or {@code null} if one is missing
	 * @param reason what is wrong with the value, in a sentence or two
	 * @param fix what to write instead, or an empty list
	 * @param example what shows the kind of value that is wanted, or an empty list
	 */
	public PolicyProblem(ProblemCode code, String policy, PolicyField at, @Nullable Object value, String reason,
			List<Edit> fix, List<Edit> example) {
		this(code, policy, at, value, reason, fix, example, null);
	}

	/**
	 * Create a problem with a suggestion, or without any advice but the reason.
	 * @param code what is wrong, for programs
	 * @param policy the policy's name, or an empty string if the problem is in none
	 * @param at the attribute, with the index of the entry if it is one of a list
	 * @param value the value as it was written, or {@code null} if one is missing
	 * @param reason why the value is invalid, in a sentence
	 * @param fix what to write instead, or an empty list
	 */
	public PolicyProblem(ProblemCode code, String policy, PolicyField at, @Nullable Object value, String reason,
			List<Edit> fix) {
		this(code, policy, at, value, reason, fix, List.of(), null);
	}

	/**
	 * Create a problem with a suggestion, or without any advice but the reason.
	 * @param code what is wrong, for programs
	 * @param policy the policy's name, or an empty string if the problem is in none
	 * @param field the attribute, with the index of the entry if it is one of a list,
	 * such as {@code allowed-origins[1]}
	 * @param value the value as it was written, or {@code null} if one is missing
	 * @param reason why the value is invalid, in a sentence
	 * @param fix what to write instead, or an empty list
	 */
	public PolicyProblem(ProblemCode code, String policy, String field, @Nullable Object value, String reason,
			List<Edit> fix) {
		this(code, policy, PolicyField.parse(field), value, reason, fix);
	}

	/**
	 * What the problem is about, as it is written in a properties file.
	 * @return the attribute, with the index of the entry if it is one of a list, such as
	 * {@code allowed-origins[1]}
	 */
	public String field() {
		return this.at.toString();
	}

	/**
	 * The same problem of a policy by another name.
	 * @param name the policy's name
	 * @return the problem
	 */
	public PolicyProblem ofPolicy(String name) {
		return name.equals(this.policy) ? this : new PolicyProblem(this.code, name, this.at, this.value, this.reason,
				this.fix, this.example, this.place);
	}

	/**
	 * The same problem with the place of its value.
	 * @param place where the value was written
	 * @return the problem
	 */
	public PolicyProblem writtenAt(WrittenPlace place) {
		return new PolicyProblem(this.code, this.policy, this.at, this.value, this.reason, this.fix, this.example,
				place);
	}

	/**
	 * What to write instead, as lines of YAML.
	 * @return lines without a line break at the end, or an empty string if there is no
	 * suggestion
	 */
	public String suggestion() {
		return lines(this.fix);
	}

	/**
	 * What a value of the kind that is wanted looks like, as lines of YAML.
	 * @return lines without a line break at the end, or an empty string if there is a
	 * suggestion, or neither
	 */
	public String exampleText() {
		return lines(this.example);
	}

	private static String lines(List<Edit> edits) {
		return edits.stream().map(Edit::toString).collect(Collectors.joining("\n"));
	}

	/** Names and values may have been chosen so that the JDK's hashes collide. */
	@Override
	public int hashCode() {
		return OpenAddressing.hashCode(this.policy, field(), String.valueOf(this.value), this.reason)
				+ this.code.ordinal();
	}

	@Override
	public String toString() {
		String place = Stream.of(this.policy, field())
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining("."));
		String advice = this.fix.isEmpty() ? "For example: " + exampleText() : suggestion();
		boolean none = this.fix.isEmpty() && this.example.isEmpty();
		return harmless(place + ((this.value != null) ? " (" + this.value + ")" : "") + ": " + this.reason
				+ (none ? "" : " " + advice.replace('\n', ' ')));
	}

	/**
	 * What was configured may have been written by others than those who read the log.
	 */
	private static String harmless(String text) {
		return SafeText.visible(text);
	}

	/**
	 * A change of one attribute of the policy, or of one entry of a list.
	 *
	 * @param at the attribute, with the index of the entry if it is one of a list
	 * @param value what to write there, or {@code null} to leave it out; a list in place
	 * of an entry means several entries
	 */
	public record Edit(PolicyField at, @Nullable Object value) {

		/**
		 * Create a change.
		 * @param field the attribute, with the index of the entry if it is one of a list,
		 * such as {@code allowed-origins[1]}
		 * @param value what to write there, or {@code null} to leave it out
		 */
		public Edit(String field, @Nullable Object value) {
			this(PolicyField.parse(field), value);
		}

		/**
		 * What is changed, as it is written in a properties file.
		 * @return the attribute, with the index of the entry if it is one of a list
		 */
		public String field() {
			return this.at.toString();
		}

		static Edit set(Attribute<?> attribute, Object value) {
			return new Edit(PolicyField.of(attribute), value);
		}

		static Edit set(Attribute<?> attribute, int index, Object value) {
			return new Edit(PolicyField.of(attribute).entry(index), value);
		}

		/** Another entry, several, or none in place of one. */
		static Edit replace(Attribute<?> attribute, int index, List<String> replacements) {
			return switch (replacements.size()) {
				case 0 -> remove(attribute, index);
				case 1 -> set(attribute, index, replacements.get(0));
				default -> set(attribute, index, replacements);
			};
		}

		static Edit remove(Attribute<?> attribute, int index) {
			return new Edit(PolicyField.of(attribute).entry(index), null);
		}

		/**
		 * The change as YAML: one line, or one for each entry.
		 */
		@Override
		public String toString() {
			boolean entry = this.at.isEntry();
			if (this.value == null) {
				return entry ? "(leave this entry out)" : "(leave " + field() + " out)";
			}
			if (entry && this.value instanceof List<?> entries) {
				return entries.stream()
					.map((one) -> "- " + yaml(Objects.requireNonNull(one)))
					.collect(Collectors.joining("\n"));
			}
			return (entry ? "- " : field() + ": ") + yaml(this.value);
		}

		/**
		 * A value as YAML.
		 * @param value a value of an attribute
		 * @return the value in one line
		 */
		public static String yaml(Object value) {
			if (value instanceof List<?> list) {
				return list.stream()
					.map(Objects::requireNonNull)
					.map(Edit::yaml)
					.collect(Collectors.joining(", ", "[", "]"));
			}
			if (value instanceof Duration duration) {
				return AttributeParser.format(duration);
			}
			// The whole report makes invisible characters visible.
			return (value instanceof String text && !SafeText.isPlainYaml(text))
					? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : value.toString();
		}

	}

}
