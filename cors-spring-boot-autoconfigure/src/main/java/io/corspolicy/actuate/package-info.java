/**
 * The endpoint {@code cors}: what holds, where it was written, and why a request is
 * blocked.
 */
@NullMarked
package io.corspolicy.actuate;

import org.jspecify.annotations.NullMarked;
