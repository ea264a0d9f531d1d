/**
 * The annotation, and how the declarations of classes, methods and named policies are
 * merged.
 */
@NullMarked
package io.corspolicy.annotation;

import org.jspecify.annotations.NullMarked;
