/**
 * Slices of an application, as its authors test them: they have the policies and the
 * filter that the whole application has.
 */
@NullMarked
package io.corspolicy.slices;

import org.jspecify.annotations.NullMarked;
