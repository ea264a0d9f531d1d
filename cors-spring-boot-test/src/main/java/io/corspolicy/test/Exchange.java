package io.corspolicy.test;

/**
 * A request of the browser, and its answer.
 *
 * @param preflight whether this is a preflight, not the request itself
 * @param request what was sent
 * @param response what came back
 */
public record Exchange(boolean preflight, WireRequest request, WireResponse response) {
}
