/**
 * The CORS protocol as pure functions: a written policy is compiled, and a compiled
 * policy and a request give a decision.
 */
@NullMarked
package io.corspolicy.engine;

import org.jspecify.annotations.NullMarked;
