/**
 * Three instances of the sample, and the servers that they share.
 */
package io.corspolicy.fleet;
