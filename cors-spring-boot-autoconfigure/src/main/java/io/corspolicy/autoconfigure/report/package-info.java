/**
 * What starts, and which other CORS mechanisms the application has.
 */
@NullMarked
package io.corspolicy.autoconfigure.report;

import org.jspecify.annotations.NullMarked;
