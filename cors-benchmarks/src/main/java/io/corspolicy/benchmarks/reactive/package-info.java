/**
 * Web filters, ours and Spring's, over the exchanges of Spring and Reactor Netty.
 */
@NullMarked
package io.corspolicy.benchmarks.reactive;

import org.jspecify.annotations.NullMarked;
