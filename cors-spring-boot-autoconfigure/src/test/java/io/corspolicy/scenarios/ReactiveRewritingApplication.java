package io.corspolicy.scenarios;

import java.util.Map;

import io.corspolicy.annotation.CorsPolicy;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.reactive.HiddenHttpMethodFilter;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;

/**
 * A reactive application with filters that change path and method, and handlers of many
 * kinds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReactiveRewritingApplication {

	@Bean
	UrlHandlerFilter urlHandlerFilter() {
		return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
	}

	@Bean
	HiddenHttpMethodFilter hiddenHttpMethodFilter() {
		return new HiddenHttpMethodFilter();
	}

	@Bean
	WebFilter rewritingFilter() {
		return (exchange, chain) -> {
			ServerHttpRequest request = exchange.getRequest();
			String path = request.getHeaders().getFirst("X-Path");
			return chain.filter(
					(path == null) ? exchange : exchange.mutate().request(request.mutate().path(path).build()).build());
		};
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/route", (request) -> ServerResponse.ok().header("Access-Control-Allow-Origin", "*").bodyValue("ran"))
			.build();
	}

	@Bean
	SimpleUrlHandlerMapping namedHandlers() {
		WebHandler handler = (exchange) -> {
			ServerHttpResponse response = exchange.getResponse();
			return response.writeWith(Mono.just(response.bufferFactory().wrap(new byte[] { 'r', 'a', 'n' })));
		};
		return new SimpleUrlHandlerMapping(Map.of("/named-bean", handler), 0);
	}

	@RestController
	static class Handlers {

		@RequestMapping({ "/pub", "/pub/other", "/report", "/quiet", "/socket", "/forwarding" })
		String plain() {
			return "ran";
		}

		@GetMapping("/quiet/warned")
		String warned() {
			return "ran";
		}

		@CrossOrigin("*")
		@GetMapping("/quiet/cross-origin")
		String crossOrigin() {
			return "ran";
		}

		@GetMapping("/quiet/own")
		String own(ServerHttpResponse response) {
			response.getHeaders().set("Access-Control-Allow-Origin", "*");
			response.beforeCommit(
					() -> Mono.fromRunnable(() -> response.getHeaders().add("Access-Control-Allow-Origin", "*")));
			return "ran";
		}

		@CorsPolicy(enabled = false)
		@RequestMapping({ "/closed", "/free" })
		String closed() {
			return "ran";
		}

		@GetMapping("/items")
		String items() {
			return "ran";
		}

		@PostMapping("/items")
		String add() {
			return "ran";
		}

		@CorsPolicy("annotated")
		@DeleteMapping("/items")
		String delete() {
			return "ran";
		}

		@GetMapping("/pub/error")
		String error() {
			throw new ResponseStatusException(HttpStatusCode.valueOf(418));
		}

		@CorsPolicy(enabled = false)
		@GetMapping("/free/fields")
		String freeFields(@RequestParam String of, ServerHttpResponse response) {
			return fields(of, response);
		}

		/** Sets fields as a parameter of the request says. */
		@GetMapping("/pub/fields")
		String fields(@RequestParam(name = "of", defaultValue = "") String of, ServerHttpResponse response) {
			if (of.equals("empty-names")) {
				response.getHeaders().set("", "x");
			}
			else {
				response.getHeaders().set("ACCESS-CONTROL-ALLOW-ORIGIN", "*");
				response.getHeaders().add("Access-Control-Foo", "*");
				response.getHeaders().add("access-control-request-method", "*");
			}
			response.getHeaders().set("X-Own", "kept");
			return "ran";
		}

	}

}
