/**
 * Patterns of origins and of hosts: the grammar of entries, and an index that matches at
 * a cost that does not depend on how many there are.
 */
@NullMarked
package io.corspolicy.engine.origin;

import org.jspecify.annotations.NullMarked;
