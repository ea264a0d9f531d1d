package io.corspolicy.spelling;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * The context of a second dispatcher, with a handler for a path that an annotated one has
 * in the other.
 */
@EnableWebMvc
@Configuration(proxyBeanMethods = false)
class SecondDispatcher {

	@RestController
	static class Handlers {

		@RequestMapping({ "/users", "/ops/users" })
		ResponseEntity<Void> users(HttpServletRequest request) {
			return ran("second-users", request);
		}

		@RequestMapping("/**")
		ResponseEntity<Void> any(HttpServletRequest request) {
			return ran("second", request);
		}

		private static ResponseEntity<Void> ran(String name, HttpServletRequest request) {
			return ResponseEntity.ok()
				.header(Controllers.RAN, name)
				.header(Controllers.PATH, ServletSite.path(request))
				.build();
		}

	}

}
