/**
 * The report at start-up, and which other CORS mechanisms the application has.
 */
@NullMarked
package io.corspolicy.autoconfigure.report;

import org.jspecify.annotations.NullMarked;
