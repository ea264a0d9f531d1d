/**
 * The reactive adapter: applies the engine's decisions on every server that WebFlux runs
 * on.
 */
@NullMarked
package io.corspolicy.reactive;

import org.jspecify.annotations.NullMarked;
