/**
 * The guide's recipes for tenants in a database, and how they fare.
 */
package io.corspolicy.recipes;
