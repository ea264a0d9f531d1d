/**
 * Oddly spelt requests on real servers: the policy that answers is the one of the handler
 * or servlet that runs.
 */
@NullMarked
package io.corspolicy.spelling;

import org.jspecify.annotations.NullMarked;
