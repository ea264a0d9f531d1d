/**
 * What real browsers, and the oracle that tests use in their place, make of the starter's
 * answers on either stack.
 */
@NullMarked
package io.corspolicy.fetches;

import org.jspecify.annotations.NullMarked;
