/**
 * Which of many path patterns match a path, as the application's router matches them.
 */
@NullMarked
package io.corspolicy.path;

import org.jspecify.annotations.NullMarked;
