/**
 * The endpoint {@code cors}: which policies apply, where they were written, and why a
 * request is blocked.
 */
@NullMarked
package io.corspolicy.actuate;

import org.jspecify.annotations.NullMarked;
