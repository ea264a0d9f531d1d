package io.corspolicy.recipes.jpa;

record TenantsChanged() {

}
