package io.corspolicy.sample;

import java.security.Principal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signing in and out is done by Spring Security: see {@link ServletSecurity} and
 * {@link ReactiveSecurity}.
 */
@RestController
final class AccountController {

	@GetMapping("/account")
	Account account(Principal principal) {
		return new Account(principal.getName());
	}

	record Account(String name) {

	}

}
