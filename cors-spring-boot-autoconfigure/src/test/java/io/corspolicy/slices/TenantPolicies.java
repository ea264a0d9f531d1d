package io.corspolicy.slices;

import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

import org.springframework.stereotype.Component;

@Component
class TenantPolicies implements PolicySource {

	@Override
	public List<PolicyDefinition> policies() {
		return List.of(new PolicyDefinition("tenant", List.of("/tenants/**"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(SlicedApplication.TENANT))));
	}

}
