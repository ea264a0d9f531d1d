package io.corspolicy.console;

import java.util.List;
import java.util.stream.IntStream;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service, on either stack, that asks for a login by a form before anything but its
 * items.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Shop {

	@RestController
	static class Items {

		@GetMapping("/api/items")
		String items() {
			return "items";
		}

		@PutMapping("/api/items")
		String put() {
			return "changed";
		}

		@DeleteMapping("/api/items")
		@CorsPolicy(value = "api", allowedMethods = "DELETE", maxAge = "10s")
		String delete() {
			return "deleted";
		}

		@GetMapping("/elsewhere")
		@CrossOrigin("https://partner.example.com")
		String elsewhere() {
			return "elsewhere";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class OnTomcat {

		@Bean
		TomcatServletWebServerFactory server() {
			return new TomcatServletWebServerFactory();
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/api/**").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.csrf((csrf) -> csrf.ignoringRequestMatchers("/api/**"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class OnNetty {

		@Bean
		NettyReactiveWebServerFactory server() {
			return new NettyReactiveWebServerFactory();
		}

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers("/api/**").permitAll().anyExchange().authenticated())
				.formLogin(Customizer.withDefaults())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

	/**
	 * A million origins, 10,000 policies and 5,000 routes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("large")
	static class Large {

		@Bean
		PolicySource tenants() {
			return () -> IntStream.range(0, 10_000).mapToObj(Large::policy).toList();
		}

		private static PolicyDefinition policy(int number) {
			int origins = (number == 7) ? 990_000 : 1;
			List<String> all = IntStream.range(0, origins)
				.mapToObj((i) -> "https://t" + i + ".tenant-" + number + ".example")
				.toList();
			return new PolicyDefinition("tenant-" + number, List.of("/tenants/" + number + "/**"),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, all));
		}

		@Bean
		@ConditionalOnWebApplication(type = Type.SERVLET)
		RouterFunction<ServerResponse> routes() {
			RouterFunctions.Builder routes = RouterFunctions.route();
			IntStream.range(0, 5000)
				.forEach((i) -> routes.GET("/tenants/" + i + "/stock", (request) -> ServerResponse.ok().build()));
			return routes.build();
		}

	}

}
