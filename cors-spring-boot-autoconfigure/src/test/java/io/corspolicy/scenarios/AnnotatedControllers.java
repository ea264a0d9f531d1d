package io.corspolicy.scenarios;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.corspolicy.annotation.CorsPolicy;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Controllers that say what their policy is, in every way there is. For both stacks.
 */
@Configuration(proxyBeanMethods = false)
class AnnotatedControllers {

	@RestController
	@RequestMapping("/orders")
	@CorsPolicy("named")
	static class Orders {

		@GetMapping
		String list() {
			return "orders";
		}

		@PostMapping
		String create() {
			return "orders";
		}

		@GetMapping("/{id}")
		String get() {
			return "orders";
		}

		@PutMapping("/{id}")
		@CorsPolicy(maxAge = "5s", allowedHeaders = "X-Narrow")
		String put() {
			return "orders";
		}

		@DeleteMapping("/{id}")
		@CorsPolicy(enabled = false)
		String delete() {
			return "orders";
		}

		@PatchMapping("/{id}")
		@CorsPolicy("named-listing")
		String patch() {
			return "orders";
		}

		@GetMapping("/files/{*rest}")
		String files() {
			return "orders";
		}

		@GetMapping("/numbers/{number:[0-9]+}/x")
		String number() {
			return "orders";
		}

	}

	@RestController
	static class Unannotated {

		@GetMapping("/orders/special")
		String special() {
			return "special";
		}

	}

	@RestController
	@RequestMapping("/placeholders")
	@CorsPolicy(allowedOrigins = "${annotated.origins}", allowCredentials = "true", exposedHeaders = "X-Class",
			maxAge = "${annotated.age}")
	static class Placeholders {

		@GetMapping
		String get() {
			return "placeholders";
		}

		@PostMapping
		@CorsPolicy(exposedHeaders = "")
		String post() {
			return "placeholders";
		}

		@PutMapping
		@CorsPolicy("${annotated.name}")
		String put() {
			return "placeholders";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@CorsPolicy("named")
	@interface Narrow {

		@AliasFor(annotation = CorsPolicy.class, attribute = "maxAge")
		String seconds() default "";

	}

	@RestController
	static class Meta {

		@GetMapping("/meta")
		@Narrow(seconds = "9")
		String meta() {
			return "meta";
		}

	}

	interface Api {

		@GetMapping("/by-interface")
		@CorsPolicy("named")
		String byInterface();

	}

	@CorsPolicy("named")
	abstract static class Base {

		@GetMapping("/inherited")
		String inherited() {
			return "inherited";
		}

	}

	@RestController
	static class Implementation extends Base implements Api {

		@Override
		public String byInterface() {
			return "by-interface";
		}

	}

	@RestController
	@RequestMapping("/api/annotated")
	static class UnderAPath {

		@GetMapping
		@CorsPolicy("named")
		String get() {
			return "annotated";
		}

		@PutMapping
		String put() {
			return "annotated";
		}

		@PostMapping
		@CorsPolicy(enabled = false)
		String post() {
			return "annotated";
		}

	}

	@RestController
	@CorsPolicy("named")
	static class Secured {

		@PutMapping("/secured/annotated")
		String secured() {
			return "secured";
		}

	}

}
