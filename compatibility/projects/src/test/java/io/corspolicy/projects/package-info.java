/**
 * What other Spring projects register as handlers, in an application each.
 */
package io.corspolicy.projects;
