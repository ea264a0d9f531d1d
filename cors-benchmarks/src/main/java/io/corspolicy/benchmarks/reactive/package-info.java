/**
 * Web filters, ours and Spring's, over exchanges that cost next to nothing.
 */
@NullMarked
package io.corspolicy.benchmarks.reactive;

import org.jspecify.annotations.NullMarked;
