package io.corspolicy.spelling;

import io.corspolicy.annotation.CorsPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Handlers for either stack, each of which says that it ran.
 */
class Controllers {

	/** The field in which whoever runs gives its name. */
	static final String RAN = "X-Ran";

	/** The field in which a servlet or a file gives the path that it was found by. */
	static final String PATH = "X-Path";

	static ResponseEntity<Void> ran(String name) {
		return ResponseEntity.ok().header(RAN, name).build();
	}

	@Bean
	Paths paths() {
		return new Paths();
	}

	@Bean
	Annotated annotated() {
		return new Annotated();
	}

	/**
	 * Served under the policy of their path, with the very patterns that the policies
	 * have.
	 */
	@RestController
	static class Paths {

		@RequestMapping("/admin/**")
		ResponseEntity<Void> admin() {
			return ran("admin");
		}

		@RequestMapping("/report")
		ResponseEntity<Void> report() {
			return ran("report");
		}

		@RequestMapping("/kiosk/*/keys")
		ResponseEntity<Void> keys() {
			return ran("keys");
		}

		@RequestMapping("/internal/**")
		ResponseEntity<Void> internal() {
			return ran("internal");
		}

		@RequestMapping("/internal/open/**")
		ResponseEntity<Void> open() {
			return ran("open");
		}

		@RequestMapping("/ops/**")
		ResponseEntity<Void> ops() {
			return ran("ops");
		}

		@RequestMapping("/items/{id}")
		ResponseEntity<Void> item() {
			return ran("item");
		}

	}

	/**
	 * Served under the policy that they name.
	 */
	@RestController
	static class Annotated {

		@CorsPolicy(enabled = false)
		@RequestMapping("/closed")
		ResponseEntity<Void> closed() {
			return ran("closed");
		}

		@CorsPolicy("two")
		@RequestMapping("/users")
		ResponseEntity<Void> users() {
			return ran("users");
		}

		@CorsPolicy("two")
		@GetMapping("/items/{id}")
		ResponseEntity<Void> readItem() {
			return ran("read-item");
		}

		@CorsPolicy("secret")
		@DeleteMapping("/items/{id}")
		ResponseEntity<Void> deleteItem() {
			return ran("delete-item");
		}

	}

}
