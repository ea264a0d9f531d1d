/**
 * Regular expressions over origins: parsed, checked and matched, in linear time.
 */
@NullMarked
package io.corspolicy.engine.regex;

import org.jspecify.annotations.NullMarked;
