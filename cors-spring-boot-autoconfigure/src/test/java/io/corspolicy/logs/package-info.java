/**
 * What was logged, for tests that read it.
 */
@NullMarked
package io.corspolicy.logs;

import org.jspecify.annotations.NullMarked;
