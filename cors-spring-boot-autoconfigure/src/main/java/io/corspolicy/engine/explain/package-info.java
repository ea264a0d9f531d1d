/**
 * What a browser would do with the engine's answers, why, and what to change.
 */
@NullMarked
package io.corspolicy.engine.explain;

import org.jspecify.annotations.NullMarked;
