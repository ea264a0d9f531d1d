/**
 * What the application's routers map: models of handler mappings, and who collects their
 * handlers.
 */
@NullMarked
package io.corspolicy.handler;

import org.jspecify.annotations.NullMarked;
