/**
 * Applications whose policies change, and are watched, while they run.
 */
@NullMarked
package io.corspolicy.running;

import org.jspecify.annotations.NullMarked;
