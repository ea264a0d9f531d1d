package io.corspolicy.fetches;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the pages ask, on either stack. The policies alone make a difference between its
 * paths.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ServletService.class, ReactiveService.class })
class Service {

	static final byte[] ITEMS = "items".getBytes(StandardCharsets.UTF_8);

	@Bean
	Wire wire() {
		return new Wire();
	}

	@RestController
	static class Answers {

		@RequestMapping({ "/{policy}/items", "/{policy}/others" })
		ResponseEntity<byte[]> items() {
			return ok().body(ITEMS);
		}

		@GetMapping("/{policy}/read-only")
		ResponseEntity<byte[]> readOnly() {
			return ok().body(ITEMS);
		}

		@GetMapping("/{policy}/kept")
		ResponseEntity<byte[]> kept() {
			return ok().cacheControl(CacheControl.maxAge(Duration.ofHours(1))).body(ITEMS);
		}

		@RequestMapping("/{policy}/broken")
		void broken() {
			throw new IllegalStateException("As asked for");
		}

		@GetMapping("/{policy}/events")
		ResponseEntity<byte[]> events() {
			return ResponseEntity.ok()
				.contentType(MediaType.TEXT_EVENT_STREAM)
				.body("data: one\n\n".getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Redirects.
		 * @param to a path, which may begin with {@code elsewhere} for the same service
		 * under another name, or with {@code home} for the page's server
		 */
		@RequestMapping("/{policy}/moved")
		ResponseEntity<Void> moved(RequestEntity<byte[]> request, @RequestParam String to, @RequestParam String row) {
			URI own = request.getUrl();
			String target = to.replaceFirst("^elsewhere/", "http://127.0.0.1:" + own.getPort() + "/")
				.replaceFirst("^home/", request.getHeaders().getFirst("Origin") + "/");
			URI location = UriComponentsBuilder.fromUriString(target).queryParam("row", row).build().toUri();
			return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT).location(own.resolve(location)).build();
		}

		@GetMapping("/frame.html")
		ResponseEntity<byte[]> frame() throws IOException {
			return resource("frame.html", MediaType.TEXT_HTML);
		}

		@GetMapping("/fetches.js")
		ResponseEntity<byte[]> script() throws IOException {
			return resource("fetches.js", new MediaType("text", "javascript"));
		}

		private static ResponseEntity.BodyBuilder ok() {
			return ResponseEntity.ok()
				.contentType(MediaType.TEXT_PLAIN)
				.header("X-Page", "1")
				.header("X-Total-Count", "3");
		}

		private static ResponseEntity<byte[]> resource(String name, MediaType type) throws IOException {
			return ResponseEntity.ok()
				.contentType(type)
				.body(new ClassPathResource("fetches/" + name).getContentAsByteArray());
		}

	}

}
