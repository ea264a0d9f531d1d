/**
 * What a browser does with a server's CORS headers, as a client for tests: written from
 * the Fetch standard alone, and independent of how a server decides. Steps are numbered
 * as they were in the standard of July 2026.
 */
@NullMarked
package io.corspolicy.test;

import org.jspecify.annotations.NullMarked;
