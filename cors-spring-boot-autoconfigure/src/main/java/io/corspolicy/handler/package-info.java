/**
 * What the application's routers map: models of handler mappings, and the collectors of
 * their handlers.
 */
@NullMarked
package io.corspolicy.handler;

import org.jspecify.annotations.NullMarked;
