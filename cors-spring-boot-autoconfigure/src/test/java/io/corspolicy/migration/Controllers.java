package io.corspolicy.migration;

import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Controllers with and without {@code @CrossOrigin}.
 */
final class Controllers {

	private static final String APP = "https://app.example.com";

	private static final String OTHER = "https://other.example.com";

	private Controllers() {
	}

	@RestController
	static class Plain {

		@GetMapping("/api/items")
		String list() {
			return "list";
		}

		@PostMapping("/api/items")
		String add() {
			return "add";
		}

		@GetMapping("/api/items/{id}")
		String one() {
			return "one";
		}

		@PutMapping("/api/items/{id}")
		String change() {
			return "change";
		}

		@GetMapping("/api/items/special")
		String special() {
			return "special";
		}

		@GetMapping({ "/other", "/api/else" })
		String other() {
			return "other";
		}

	}

	@RestController
	static class PlainSpecial {

		@GetMapping("/api/items/special")
		String special() {
			return "special";
		}

	}

	@RestController
	@CrossOrigin
	static class Bare {

		@GetMapping("/api/items")
		String list() {
			return "list";
		}

		@PostMapping("/api/items")
		String add() {
			return "add";
		}

	}

	@RestController
	@CrossOrigin(origins = APP, exposedHeaders = "X-Total", maxAge = 60)
	static class OnClass {

		@GetMapping("/api/items")
		String list() {
			return "list";
		}

		@PostMapping("/api/items")
		String add() {
			return "add";
		}

		@GetMapping("/api/items/{id}")
		String one() {
			return "one";
		}

		@DeleteMapping("/api/items/{id}")
		String remove() {
			return "remove";
		}

	}

	@RestController
	@CrossOrigin(origins = APP, allowedHeaders = "X-A", allowCredentials = "true")
	static class OnBoth {

		@GetMapping("/api/items")
		@CrossOrigin(OTHER)
		String list() {
			return "list";
		}

		@PutMapping("/api/items")
		@CrossOrigin(allowedHeaders = "X-B", methods = { RequestMethod.PUT, RequestMethod.DELETE }, maxAge = 5)
		String replace() {
			return "replace";
		}

		@GetMapping("/api/items/{id}")
		String one() {
			return "one";
		}

	}

	@RestController
	static class OnMethod {

		@GetMapping("/api/items")
		@CrossOrigin(APP)
		String list() {
			return "list";
		}

		@PostMapping("/api/items")
		String add() {
			return "add";
		}

		@PatchMapping("/api/items/{id}")
		@CrossOrigin(origins = OTHER, methods = { RequestMethod.PATCH, RequestMethod.GET })
		String change() {
			return "change";
		}

		@GetMapping("/other")
		String other() {
			return "other";
		}

	}

	/** Each method of one path allows somebody else. */
	@RestController
	static class Disjoint {

		@GetMapping("/api/items")
		@CrossOrigin(APP)
		String list() {
			return "list";
		}

		@PostMapping("/api/items")
		@CrossOrigin(originPatterns = "https://*.example.com", allowCredentials = "true")
		String add() {
			return "add";
		}

	}

	@RestController
	static class OnVariable {

		@GetMapping("/api/items/{id}")
		@CrossOrigin(APP)
		String one() {
			return "one";
		}

	}

	@RestController
	@CrossOrigin(APP)
	static class AnyMethod {

		@RequestMapping("/api/items")
		String any() {
			return "any";
		}

	}

	@RestController
	@CrossOrigin(origins = APP, methods = { RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS })
	static class WithHead {

		@RequestMapping(path = "/api/items", method = { RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS })
		String any() {
			return "any";
		}

	}

	@RestController
	@CrossOrigin(originPatterns = "*")
	static class AnyPattern {

		@GetMapping({ "/api/items", "/other" })
		String list() {
			return "list";
		}

	}

	@RestController
	@CrossOrigin(originPatterns = { "https://*.example.com:[8443,9443]", "http://localhost:[*]" },
			allowCredentials = "true")
	static class Ports {

		@GetMapping("/api/items")
		String list() {
			return "list";
		}

	}

	@RestController
	@CrossOrigin(origins = "null", allowPrivateNetwork = "true")
	static class NullOrigin {

		@GetMapping("/api/items")
		String list() {
			return "list";
		}

	}

	@RestController
	@CrossOrigin(APP)
	static class Expressions {

		@GetMapping("/api/items/{id:\\d+}")
		String one() {
			return "one";
		}

		@GetMapping("/api/{*rest}")
		String rest() {
			return "rest";
		}

	}

	/** Told apart by a parameter. */
	@RestController
	static class Conditional {

		@GetMapping("/api/items")
		@CrossOrigin(APP)
		String list() {
			return "list";
		}

		@GetMapping(path = "/api/items", params = "page")
		@CrossOrigin(OTHER)
		String page() {
			return "page";
		}

	}

}
