/**
 * Everything that Spring Boot wires: properties, conditions, beans.
 */
@NullMarked
package io.corspolicy.autoconfigure;

import org.jspecify.annotations.NullMarked;
