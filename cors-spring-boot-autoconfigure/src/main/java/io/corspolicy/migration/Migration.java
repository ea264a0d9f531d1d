package io.corspolicy.migration;

import java.util.List;

/**
 * What else in the application does CORS, as policies that answer the same as far as
 * policies can.
 *
 * @param yaml the policies as lines for {@code application.yml}, or an empty string where
 * there is nothing to say
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
	 * One thing that does CORS.
	 *
	 * @param kind what it is, such as {@code cross-origin}
	 * @param source what users know it by, such as the name of a class or a bean
	 * @param policies the names of the policies that stand for it, none where there is
	 * nothing that policies could say
	 * @param differences what is answered otherwise by these policies, a sentence each
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
