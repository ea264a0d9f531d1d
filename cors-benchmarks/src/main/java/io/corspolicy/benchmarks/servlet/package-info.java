/**
 * Servlet filters, ours and others', over Tomcat's own requests and responses.
 */
@NullMarked
package io.corspolicy.benchmarks.servlet;

import org.jspecify.annotations.NullMarked;
