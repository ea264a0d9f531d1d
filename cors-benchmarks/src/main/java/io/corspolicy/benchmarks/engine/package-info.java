/**
 * The decision alone, without a filter around it.
 */
@NullMarked
package io.corspolicy.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
