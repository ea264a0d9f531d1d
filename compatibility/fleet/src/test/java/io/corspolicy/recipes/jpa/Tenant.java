package io.corspolicy.recipes.jpa;

import java.util.List;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;

@Entity
class Tenant {

	@Id
	@SuppressWarnings("NullAway.Init")
	String name;

	@ElementCollection(fetch = FetchType.EAGER)
	@CollectionTable(name = "tenant_origin", joinColumns = @JoinColumn(name = "tenant"))
	@Column(name = "origin")
	@SuppressWarnings("NullAway.Init")
	List<String> origins;

}
