/**
 * Facts of the standards: field names, forbidden names, tokens, schemes, and what is read
 * from a request.
 */
@NullMarked
package io.corspolicy.engine.fetch;

import org.jspecify.annotations.NullMarked;
