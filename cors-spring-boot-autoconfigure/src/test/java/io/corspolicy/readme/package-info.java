/**
 * What README and guide show, run as it stands.
 */
@NullMarked
package io.corspolicy.readme;

import org.jspecify.annotations.NullMarked;
