/**
 * What can only be measured on whole applications, or on much memory.
 */
@NullMarked
package io.corspolicy.benchmarks.application;

import org.jspecify.annotations.NullMarked;
