/**
 * A small service and a page on another origin, on either stack.
 */
@NullMarked
package io.corspolicy.sample;

import org.jspecify.annotations.NullMarked;
