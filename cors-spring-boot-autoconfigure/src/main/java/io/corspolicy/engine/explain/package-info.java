/**
 * Simulates what a browser does with the engine's answers, and says why and what to
 * change.
 */
@NullMarked
package io.corspolicy.engine.explain;

import org.jspecify.annotations.NullMarked;
