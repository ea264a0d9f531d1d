/**
 * Real browsers, headless, driven with nothing but the JDK.
 */
@NullMarked
package io.corspolicy.browsers;

import org.jspecify.annotations.NullMarked;
