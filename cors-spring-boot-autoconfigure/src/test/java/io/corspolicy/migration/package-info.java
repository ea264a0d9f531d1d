/**
 * Tests that a migration answers as Spring did.
 */
@NullMarked
package io.corspolicy.migration;

import org.jspecify.annotations.NullMarked;
