package io.corspolicy.sample;

import java.util.List;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which origins a tenant's pages come from. A demonstration: anyone who can change this
 * decides who reads the tenant's data, so a real application would ask for a login.
 */
@RestController
@RequestMapping("/admin/tenants/{tenant}/origins")
final class TenantOriginsController {

	private final TenantRepository tenants;

	private final TenantOrigins origins;

	TenantOriginsController(TenantRepository tenants, TenantOrigins origins) {
		this.tenants = tenants;
		this.origins = origins;
	}

	@GetMapping
	Origins origins(@PathVariable String tenant) {
		check(tenant);
		return new Origins(this.tenants.findOrigins(tenant));
	}

	@PutMapping
	Origins replace(@PathVariable String tenant, @RequestBody Origins wanted) {
		check(tenant);
		this.origins.replace(tenant, wanted.origins());
		return origins(tenant);
	}

	@ExceptionHandler
	ProblemDetail refused(InvalidPolicyException ex) {
		// HttpStatus has another name for it up to Spring Framework 6.
		ProblemDetail refusal = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(422),
				"Nothing has been changed.");
		refusal.setProperty("problems", ex.problems().stream().map(Problem::of).toList());
		return refusal;
	}

	private void check(String tenant) {
		if (this.tenants.findStock(tenant).isEmpty()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No tenant " + tenant);
		}
	}

	record Origins(List<String> origins) {

		private static final int MAX = 20;

		Origins {
			Assert.isTrue(origins.size() <= MAX, "A tenant has " + MAX + " origins at most");
			origins = List.copyOf(origins);
		}

	}

	record Problem(String value, String why, String write) {

		static Problem of(PolicyProblem problem) {
			String example = problem.exampleText();
			return new Problem(String.valueOf(problem.value()), problem.reason(),
					example.isEmpty() ? problem.suggestion() : "for example " + example);
		}

	}

}
