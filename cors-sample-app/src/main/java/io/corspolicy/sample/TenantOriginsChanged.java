package io.corspolicy.sample;

/**
 * Published within the transaction that changes a tenant's origins.
 *
 * @param tenant the tenant's name
 */
record TenantOriginsChanged(String tenant) {

}
