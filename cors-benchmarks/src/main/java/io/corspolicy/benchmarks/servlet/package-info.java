/**
 * Servlet filters, ours and others', over requests and responses that cost next to
 * nothing.
 */
@NullMarked
package io.corspolicy.benchmarks.servlet;

import org.jspecify.annotations.NullMarked;
