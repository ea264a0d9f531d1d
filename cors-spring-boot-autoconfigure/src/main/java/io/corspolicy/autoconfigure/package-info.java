/**
 * The wiring: conditions and beans.
 */
@NullMarked
package io.corspolicy.autoconfigure;

import org.jspecify.annotations.NullMarked;
