/**
 * README and guide, held to what they say.
 */
@NullMarked
package io.corspolicy.documentation;

import org.jspecify.annotations.NullMarked;
