/**
 * What is measured: the requests, the configurations, the filters beside ours, and the
 * tables and pictures that come of it.
 */
@NullMarked
package io.corspolicy.benchmarks;

import org.jspecify.annotations.NullMarked;
