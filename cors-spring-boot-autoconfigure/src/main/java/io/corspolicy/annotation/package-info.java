/**
 * The annotation, and how classes, methods and the policies that they name come together.
 */
@NullMarked
package io.corspolicy.annotation;

import org.jspecify.annotations.NullMarked;
