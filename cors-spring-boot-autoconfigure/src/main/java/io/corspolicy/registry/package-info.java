/**
 * Which policies govern which path: an immutable snapshot of all policies behind one
 * reference.
 */
@NullMarked
package io.corspolicy.registry;

import org.jspecify.annotations.NullMarked;
