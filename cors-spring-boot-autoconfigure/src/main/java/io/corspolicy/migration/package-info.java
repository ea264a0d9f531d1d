/**
 * What else in the application does CORS, as policies that answer the same.
 */
@NullMarked
package io.corspolicy.migration;

import org.jspecify.annotations.NullMarked;
