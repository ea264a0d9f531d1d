/**
 * Tenants by R2DBC.
 */
package io.corspolicy.recipes.r2dbc;
