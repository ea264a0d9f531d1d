package io.corspolicy.projects;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.annotation.KeySpace;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.rest.core.config.RepositoryRestConfiguration;
import org.springframework.data.rest.webmvc.RepositoryRestController;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Spring Data REST: repositories as resources, and controllers beside them.
 */
public class DataRestIT {

	private static Running running;

	@BeforeAll
	static void start() {
		running = Running.start(WebApplicationType.SERVLET, Shop.class, "spring.data.rest.base-path=/api",
				"cors.policies.api.paths=/api/**", "cors.policies.api.allowed-origins=" + Running.APP,
				"cors.policies.other.allowed-origins=https://other.example.com");
	}

	@AfterAll
	static void stop() {
		running.close();
	}

	@Test
	void methodsOfRepositoriesAreKnown() {
		String cone = "{\"flavour\":\"cone\"}";
		assertThat(running.page().put("/api/orders/1").contentType("application/json").body(cone)).wasPreflighted()
			.isReadable()
			.hasStatus(201);
		assertThat(running.page().patch("/api/orders/1").contentType("application/json").body(cone)).wasPreflighted()
			.isReadable();
		assertThat(running.page().get("/api/orders/1")).hasStatus(200);
		assertThat(running.page("https://other.example.com").get("/api/orders/1")).isBlocked();
	}

	@Test
	void annotationsOfControllersBesideThemAreRead() {
		assertThat(running.page("https://other.example.com").put("/api/orders/1/cancellation")).wasPreflighted()
			.isReadable()
			.hasText("\"cancelled\"");
		assertThat(running.page().get("/api/orders/1/margin")).isBlocked();
	}

	@Test
	void routesAreListed() {
		List<String> patterns = running.context()
			.getBean(CorsPolicyRegistry.class)
			.routes()
			.stream()
			.map(RegisteredHandler::pattern)
			.toList();
		assertThat(patterns).contains("/api/{repository}/{id}", "/api/orders/{id}/cancellation");
	}

	@Test
	void corsOfItsOwnDrawsAWarning() {
		ByteArrayOutputStream log = new ByteArrayOutputStream();
		PrintStream out = System.out;
		System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
		try {
			Running
				.start(WebApplicationType.SERVLET, OwnCors.class, "cors.policies.all.paths=/**",
						"cors.policies.all.allowed-origins=" + Running.APP)
				.close();
		}
		finally {
			System.setOut(out);
		}
		assertThat(log.toString(StandardCharsets.UTF_8)).contains("@CrossOrigin on paths of CORS policies",
				TartRepository.class.getName(), "CORS mappings on paths of CORS policies", "/pies/**");
	}

	@Test
	void annotationOnARepositoryIsAnErrorThatSaysWhatToWrite() {
		assertThatException()
			.isThrownBy(() -> Running.start(WebApplicationType.SERVLET, AnnotatedRepository.class).close())
			.withMessageContaining(CakeRepository.class.getName())
			.withMessageContaining("paths");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true,
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE,
					classes = { CakeRepository.class, TartRepository.class }))
	static class Shop {

		@Bean
		OrderController orderController() {
			return new OrderController();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true,
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CakeRepository.class))
	static class OwnCors implements RepositoryRestConfigurer {

		@Override
		public void configureRepositoryRestConfiguration(RepositoryRestConfiguration config, CorsRegistry cors) {
			cors.addMapping("/pies/**").allowedOrigins(Running.APP);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true)
	static class AnnotatedRepository {

	}

	@KeySpace("orders")
	public record Order(@Id String id, String flavour) {
	}

	public interface OrderRepository extends CrudRepository<Order, String> {

	}

	@KeySpace("cakes")
	public record Cake(@Id String id) {
	}

	@CorsPolicy(allowedOrigins = Running.APP)
	public interface CakeRepository extends CrudRepository<Cake, String> {

	}

	@KeySpace("tarts")
	public record Tart(@Id String id) {
	}

	@CrossOrigin(Running.APP)
	public interface TartRepository extends CrudRepository<Tart, String> {

	}

	@RepositoryRestController
	static class OrderController {

		@PutMapping("/orders/{id}/cancellation")
		@ResponseBody
		@CorsPolicy("other")
		ResponseEntity<String> cancel() {
			return ResponseEntity.ok("cancelled");
		}

		@GetMapping("/orders/{id}/margin")
		@ResponseBody
		@CorsPolicy(enabled = false)
		ResponseEntity<String> margin() {
			return ResponseEntity.ok("secret");
		}

	}

}
