/**
 * How mutation tests run the other tests.
 */
@NullMarked
package io.corspolicy.mutation;

import org.jspecify.annotations.NullMarked;
