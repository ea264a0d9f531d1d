/**
 * Tables keyed by texts that an attacker may choose: their hashes are seeded.
 */
@NullMarked
package io.corspolicy.engine.table;

import org.jspecify.annotations.NullMarked;
