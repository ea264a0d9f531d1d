package io.corspolicy.contract;

import java.util.List;
import java.util.Set;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application that stands behind both stacks: some headers to be exposed or not, a
 * handler with methods and one without, and one that does CORS by itself.
 */
@RestController
class Items {

	/** Says that a handler ran. */
	static final String REACHED = "X-Reached";

	/** What every handler writes, in lower case. */
	static final List<String> HEADERS = List.of("x-total", "x-other", "content-language", "set-cookie");

	/** The paths that {@link #list()} and {@link #one} serve, and others. */
	static final List<String> PATHS = List.of("/api/items", "/api/items/1", "/api/items/rogue", "/api/other", "/items",
			"/");

	/** The methods that the application maps at a path, or none. */
	static Set<String> mapped(String path) {
		if (path.equals("/api/items")) {
			return Set.of("GET", "HEAD", "PUT");
		}
		return path.startsWith("/api/items/") ? Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE") : Set.of();
	}

	/**
	 * Whether a handler runs for a request that gets that far. One that is mapped without
	 * methods serves all but OPTIONS, which Spring answers.
	 */
	static boolean isServed(String path, String method) {
		return mapped(path).contains(method) || (path.startsWith("/api/items/") && !method.equals("OPTIONS"));
	}

	/** Whether a handler sets CORS headers of its own. */
	static boolean isRogue(String path) {
		return path.endsWith("/rogue");
	}

	@RequestMapping(path = "/api/items", method = { RequestMethod.GET, RequestMethod.PUT })
	ResponseEntity<Void> list() {
		return response().build();
	}

	@RequestMapping("/api/items/{id}")
	ResponseEntity<Void> one(@PathVariable("id") String id) {
		ResponseEntity.BodyBuilder response = response();
		if (isRogue("/" + id)) {
			response.header("Access-Control-Allow-Origin", "*")
				.header("Access-Control-Allow-Credentials", "true")
				.header("Vary", "Accept-Language");
		}
		return response.build();
	}

	private static ResponseEntity.BodyBuilder response() {
		return ResponseEntity.ok()
			.header(REACHED, "yes")
			.header("X-Total", "1")
			.header("X-Other", "2")
			.header("Content-Language", "de")
			.header("Set-Cookie", "a=b");
	}

}
