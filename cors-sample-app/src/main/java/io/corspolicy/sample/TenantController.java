package io.corspolicy.sample;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What tenants' pages ask for. Its policies come from {@link TenantPolicies}.
 */
@RestController
final class TenantController {

	private final TenantRepository tenants;

	TenantController(TenantRepository tenants) {
		this.tenants = tenants;
	}

	@GetMapping("/tenants/{tenant}/stock")
	Stock stock(@PathVariable String tenant) {
		return this.tenants.findStock(tenant)
			.map(Stock::new)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No tenant " + tenant));
	}

	record Stock(String text) {

	}

}
