/**
 * Which handler runs, and so which policy answers.
 */
@NullMarked
package io.corspolicy.handlers;

import org.jspecify.annotations.NullMarked;
