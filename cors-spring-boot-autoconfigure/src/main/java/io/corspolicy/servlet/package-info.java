/**
 * The servlet adapter: applies the engine's decisions on every servlet container.
 */
@NullMarked
package io.corspolicy.servlet;

import org.jspecify.annotations.NullMarked;
