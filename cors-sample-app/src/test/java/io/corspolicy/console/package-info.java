/**
 * The endpoint's page, in real browsers.
 */
@NullMarked
package io.corspolicy.console;

import org.jspecify.annotations.NullMarked;
