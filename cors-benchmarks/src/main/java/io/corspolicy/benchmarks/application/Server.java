package io.corspolicy.benchmarks.application;

import io.corspolicy.benchmarks.Variant;

/**
 * A server with one filter and an application behind it that says hello.
 */
interface Server {

	/** Which filter. */
	Variant variant();

	/** The port on which it listens, on the loopback interface. */
	int port();

	/** Stop listening. */
	void stop() throws Exception;

}
