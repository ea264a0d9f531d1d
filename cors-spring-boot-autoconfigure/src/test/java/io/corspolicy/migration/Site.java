package io.corspolicy.migration;

/**
 * An application that can be asked.
 */
interface Site {

	Answered ask(Asked asked) throws Exception;

}
