/**
 * Regular expressions over origins: read, judged and matched, in linear time.
 */
@NullMarked
package io.corspolicy.engine.regex;

import org.jspecify.annotations.NullMarked;
