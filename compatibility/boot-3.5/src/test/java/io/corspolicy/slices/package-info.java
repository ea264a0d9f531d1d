/**
 * Slices of an application under the names that they have in Spring Boot 3.5.
 */
package io.corspolicy.slices;
