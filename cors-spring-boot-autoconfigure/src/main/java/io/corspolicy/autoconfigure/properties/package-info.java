/**
 * From cors.* to definitions of policies: what was written and where, what is wrong with
 * it, and what to write instead.
 */
@NullMarked
package io.corspolicy.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
