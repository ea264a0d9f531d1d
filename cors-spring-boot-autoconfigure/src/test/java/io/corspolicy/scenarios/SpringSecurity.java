package io.corspolicy.scenarios;

/**
 * Spring Security is on the class path of all tests, and asks for a password where an
 * application says nothing.
 */
public final class SpringSecurity {

	/** For {@code spring.autoconfigure.exclude}: what would ask for a password. */
	public static final String AUTO_CONFIGURATIONS = String.join(",",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration");

	private SpringSecurity() {
	}

}
