/**
 * The servlet adapter: obeys the engine's decisions on every servlet container.
 */
@NullMarked
package io.corspolicy.servlet;

import org.jspecify.annotations.NullMarked;
