/**
 * Definitions of the standards: field names, forbidden names, tokens, schemes, and how a
 * request is read.
 */
@NullMarked
package io.corspolicy.engine.fetch;

import org.jspecify.annotations.NullMarked;
