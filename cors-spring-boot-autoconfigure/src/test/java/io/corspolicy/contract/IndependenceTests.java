package io.corspolicy.contract;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * What is compared with the library shares nothing with it.
 */
@AnalyzeClasses(packagesOf = Contract.class)
class IndependenceTests {

	@ArchTest
	static final ArchRule THE_CONTRACT_IS_READ_WITHOUT_THE_LIBRARY = classes().that()
		.haveNameMatching(
				".*\\.(Contract|Configuration|ReferenceMatcher|ReferenceHosts|PageFetch|Outcome|Items)(\\$.*)?")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.corspolicy.contract", "io.corspolicy.test", "java..", "org.jspecify..",
				"org.springframework..");

}
