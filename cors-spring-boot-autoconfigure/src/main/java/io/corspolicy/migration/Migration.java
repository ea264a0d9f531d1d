package io.corspolicy.migration;

import java.util.List;

/**
 * The application's other CORS mechanisms, as policies with the same answers as far as
 * possible.
 *
 * @param yaml the policies as lines for {@code application.yml}, or an empty string if
 * there are none
 * @param mechanisms what was found, in the order in which it is asked
 */
public record Migration(String yaml, List<Mechanism> mechanisms) {

	/**
	 * Create a migration.
	 */
	public Migration {
		mechanisms = List.copyOf(mechanisms);
	}

	/**
	 * One CORS mechanism.
	 *
	 * @param kind its kind, such as {@code cross-origin}
	 * @param source its name for users, such as the name of a class or a bean
	 * @param policies the names of the policies that replace it, none if policies can't
	 * express it
	 * @param differences how the answers of these policies differ, a sentence each
	 */
	public record Mechanism(String kind, String source, List<String> policies, List<String> differences) {

		/**
		 * Create a mechanism.
		 */
		public Mechanism {
			policies = List.copyOf(policies);
			differences = List.copyOf(differences);
		}

	}

}
