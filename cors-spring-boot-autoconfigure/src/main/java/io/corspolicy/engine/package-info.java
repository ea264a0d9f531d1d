/**
 * The CORS protocol as pure functions: what someone wrote becomes a compiled policy, and
 * a compiled policy and a request become a decision.
 */
@NullMarked
package io.corspolicy.engine;

import org.jspecify.annotations.NullMarked;
