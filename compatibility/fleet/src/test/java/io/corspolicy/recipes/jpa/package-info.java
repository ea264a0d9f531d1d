/**
 * Tenants by JPA.
 */
package io.corspolicy.recipes.jpa;
