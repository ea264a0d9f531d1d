/**
 * One table of requests and outcomes, run against the engine and against real servers.
 */
@NullMarked
package io.corspolicy.scenarios;

import org.jspecify.annotations.NullMarked;
