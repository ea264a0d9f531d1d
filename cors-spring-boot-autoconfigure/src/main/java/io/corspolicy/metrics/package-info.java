/**
 * Counts decisions with Micrometer.
 */
@NullMarked
package io.corspolicy.metrics;

import org.jspecify.annotations.NullMarked;
