/**
 * The contract, read as plainly as possible, and generated policies and requests that
 * hold both stacks to it.
 */
@NullMarked
package io.corspolicy.contract;

import org.jspecify.annotations.NullMarked;
