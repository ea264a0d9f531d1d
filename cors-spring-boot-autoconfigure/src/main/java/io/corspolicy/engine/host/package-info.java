/**
 * Hosts: names, addresses, Punycode, public suffixes.
 */
@NullMarked
package io.corspolicy.engine.host;

import org.jspecify.annotations.NullMarked;
