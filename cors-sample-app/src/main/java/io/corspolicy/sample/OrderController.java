package io.corspolicy.sample;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The orders of the tenant whose host is asked. Its policy is {@code tenant-hosts}.
 */
@RestController
final class OrderController {

	private static final Map<String, List<String>> ORDERS = Map.of("acme", List.of("12 × vanilla", "3 × fig"), "globex",
			List.of("40 × pistachio"));

	@GetMapping("/orders")
	Orders orders(@RequestHeader(HttpHeaders.HOST) String host) {
		String tenant = host.toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
		List<String> orders = ORDERS.get(tenant);
		if (orders == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No tenant " + tenant);
		}
		return new Orders(tenant, orders);
	}

	record Orders(String tenant, List<String> orders) {

	}

}
