package io.corspolicy.recipes.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "tenant_version")
class TenantVersion {

	@Id
	int id;

	long version;

}
