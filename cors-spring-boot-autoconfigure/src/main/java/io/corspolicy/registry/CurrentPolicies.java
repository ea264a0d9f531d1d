package io.corspolicy.registry;

/**
 * The policies that answer requests, and what they were made from.
 *
 * @param snapshot the policies
 * @param reading what the sources said
 * @param checked when the last attempt began that found the sources to say so
 * @param made when the attempt began that made the snapshot
 */
record CurrentPolicies(Snapshot snapshot, Reading reading, RefreshHistory.Moment checked, RefreshHistory.Moment made) {

}
