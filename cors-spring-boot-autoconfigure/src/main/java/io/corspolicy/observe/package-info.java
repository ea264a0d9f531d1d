/**
 * Who hears of decisions: the log, counts of refusals, near misses, what was refused
 * lately.
 */
@NullMarked
package io.corspolicy.observe;

import org.jspecify.annotations.NullMarked;
