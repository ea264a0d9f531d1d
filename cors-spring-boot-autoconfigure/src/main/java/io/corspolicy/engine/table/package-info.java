/**
 * Tables keyed by texts that strangers may have chosen: their hashes are seeded.
 */
@NullMarked
package io.corspolicy.engine.table;

import org.jspecify.annotations.NullMarked;
