/**
 * Writes the application's other CORS mechanisms as policies with the same answers.
 */
@NullMarked
package io.corspolicy.migration;

import org.jspecify.annotations.NullMarked;
