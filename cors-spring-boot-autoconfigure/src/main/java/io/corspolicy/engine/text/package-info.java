/**
 * Texts that people wrote or read: lists in one line, and untrusted text made harmless.
 */
@NullMarked
package io.corspolicy.engine.text;

import org.jspecify.annotations.NullMarked;
