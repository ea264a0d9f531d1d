package io.corspolicy.scenarios;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

import io.corspolicy.annotation.CorsPolicy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.HiddenHttpMethodFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A servlet application with filters that change path and method, and handlers of many
 * kinds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class RewritingApplication {

	@Bean
	FilterRegistrationBean<Filter> urlHandlerFilter() {
		return last(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
	}

	@Bean
	HiddenHttpMethodFilter hiddenHttpMethodFilter() {
		return new HiddenHttpMethodFilter();
	}

	@Bean
	FilterRegistrationBean<Filter> rewritingFilter() {
		return last((request, response, chain) -> {
			HttpServletRequest http = (HttpServletRequest) request;
			String path = http.getHeader("X-Path");
			chain.doFilter((path != null) ? new RewrittenRequest(http, path) : http, response);
		});
	}

	/**
	 * Makes requests asynchronous before a handler is chosen.
	 */
	@Bean
	FilterRegistrationBean<Filter> deferringFilter() {
		FilterRegistrationBean<Filter> registration = last((request, response, chain) -> {
			HttpServletRequest http = (HttpServletRequest) request;
			if (http.getHeader("X-Deferred") != null && http.getAttribute("deferred") == null) {
				http.setAttribute("deferred", true);
				http.startAsync(http, response).dispatch();
			}
			else {
				chain.doFilter(request, response);
			}
		});
		registration.setOrder(Integer.MAX_VALUE);
		return registration;
	}

	private static FilterRegistrationBean<Filter> last(Filter filter) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(0);
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/route", (request) -> ServerResponse.ok().header("Access-Control-Allow-Origin", "*").body("ran"))
			.build();
	}

	/**
	 * A handler that its bean's name maps.
	 */
	@Bean("/named-bean")
	HttpRequestHandler namedBean() {
		return (request, response) -> response.getWriter().print("ran");
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
		String own(HttpServletResponse response) {
			response.setHeader("Access-Control-Allow-Origin", "*");
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

		@GetMapping("/pub/forward")
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			Objects.requireNonNull(request.getRequestDispatcher("/report")).forward(request, response);
		}

		@GetMapping("/pub/dispatch")
		void dispatch(HttpServletRequest request) {
			request.startAsync().dispatch("/report");
		}

		@GetMapping("/pub/error")
		void error(HttpServletResponse response) throws IOException {
			response.sendError(418);
		}

		@CorsPolicy(enabled = false)
		@GetMapping("/free/fields")
		@Nullable String freeFields(@RequestParam String of, HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			return fields(of, request, response);
		}

		/** Sets fields as a parameter of the request says. */
		@GetMapping("/pub/fields")
		@Nullable String fields(@RequestParam(name = "of", defaultValue = "") String of, HttpServletRequest request,
				HttpServletResponse response) throws IOException {
			AsyncContext context = of.equals("async") ? request.startAsync() : null;
			HttpServletResponse target = (context != null) ? (HttpServletResponse) context.getResponse() : response;
			for (String name : Arrays.asList("ACCESS-CONTROL-ALLOW-ORIGIN", " Access-Control-Allow-Origin",
					"\tAccess-Control-Allow-Origin", "Access-Control-Allow-Origin ", "Access-Control-Allow-Origin\t",
					"Access-Control-Allow-Origin:", "\u0141ccess-Control-Allow-Origin",
					"Acce\u017fs-Control-Allow-Origin", "Access-Control-Foo", "access-control-request-method")) {
				if (!of.equals("empty-names")) {
					target.setHeader(name, "*");
					target.addHeader(name, "*");
				}
			}
			if (of.equals("empty-names")) {
				target.setHeader(null, "x");
				target.addHeader(null, "x");
				target.setHeader("", "x");
				target.setIntHeader(null, 1);
				target.setDateHeader(null, 1);
			}
			target.setHeader("X-Own", "kept");
			target.getOutputStream().print("ran");
			if (context != null) {
				context.complete();
			}
			return null;
		}

	}

}
