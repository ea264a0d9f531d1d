package io.corspolicy.handlers;

import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyLookup;
import org.jspecify.annotations.Nullable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What handlers must not say, and what routes do say.
 */
class HandlerProblemsTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class))
		.withUserConfiguration(Mvc.class)
		.withPropertyValues("cors.policies.one.allowed-origins=https://a.example",
				"cors.policies.two.allowed-origins=https://b.example");

	@Test
	void everyProblemIsReportedAtOnce() {
		this.runner.withBean(Wrong.class)
			.withPropertyValues("cors.policies.wrong.allowed-origins=nonsense")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidPolicyException.class,
						(ex) -> assertThat(ex.problems())
							.extracting((problem) -> problem.code() + " " + problem.policy() + "." + problem.field())
							.containsExactlyInAnyOrder("INVALID_ORIGIN wrong.allowed-origins[0]",
									"UNKNOWN_POLICY @" + Wrong.class.getName() + "#unknown.value",
									"INVALID_VALUE @" + Wrong.class.getName() + "#value.allowCredentials",
									"INVALID_VALUE @" + Wrong.class.getName() + "#value.maxAge",
									"UNRESOLVED_PLACEHOLDER @" + Wrong.class.getName() + "#placeholder.maxAge",
									"CONFLICTING_ATTRIBUTES @" + Wrong.class.getName() + "#star.allowedOrigins[0]",
									"INVALID_METHOD one@" + Wrong.class.getName() + "#methods.allowedMethods[1]")));
	}

	@Test
	void listsAreTakenApartAsInProperties() {
		this.runner.withBean(Lists.class)
			.withPropertyValues("app.origins=https://a.example,https://b.example,", "app.empty=")
			.run((context) -> {
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				PolicySpec spec = registry.annotatedPolicies().get(0).policy().spec();
				assertThat(spec.get(Attribute.ALLOWED_ORIGINS)).containsExactly("https://a.example",
						"https://b.example", "~https://pr-[0-9]{1,4}\\.example\\.com", "https://c.example");
				assertThat(spec.get(Attribute.ALLOWED_HEADERS)).isEmpty();
				assertThat(spec.get(Attribute.EXPOSED_HEADERS)).isEmpty();
			});
	}

	@Test
	void indexesAreThoseOfTheAnnotation() {
		this.runner.withBean(WrongLists.class)
			.withPropertyValues("app.origins=https://a.example,https://b.example/", "app.empty=",
					"app.quoted=\"https://a.example\",\"https://b.example\"")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidPolicyException.class,
						(ex) -> assertThat(ex.problems())
							.extracting((problem) -> problem.code() + " " + problem.field() + " " + problem.value())
							.containsExactlyInAnyOrder("INVALID_ORIGIN allowedOrigins[1] https://b.example/",
									"INVALID_ORIGIN allowedOrigins[2] ", "INVALID_METHOD allowedMethods[1] TRACE",
									"INVALID_VALUE allowedOrigins[0] [\"https://a.example\",\"https://b.example\"]",
									"INVALID_VALUE allowedOrigins[1] \"https://a.example\",\"https://b.example\"")));
	}

	@Test
	void handlersThatOnlyConditionsTellApartShareThePolicy() {
		this.runner.withBean(Sharing.class).run((context) -> assertThat(context).hasNotFailed());
		this.runner.withBean(Differing.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidPolicyException.class, (ex) -> assertThat(ex.problems()).singleElement()
					.satisfies((problem) -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICTING_HANDLERS))));
	}

	@Test
	void handlersThatTheHostTellsApartAreGovernedByHosts() {
		for (Class<?> handlers : List.of(DifferingByHost.class, RoutesByHost.class)) {
			this.runner.withUserConfiguration(handlers)
				.run((context) -> assertThat(context).hasFailed()
					.getFailure()
					.isInstanceOfSatisfying(InvalidPolicyException.class,
							(ex) -> assertThat(ex.problems()).singleElement()
								.extracting(PolicyProblem::reason, InstanceOfAssertFactories.STRING)
								.contains("the host decides", "cors.policies.<name>.hosts")
								.doesNotContain("preflight")));
		}
	}

	@Test
	void oneAnnotatedAndOneNotIsFineUnlessThePathHasAPolicy() {
		this.runner.withBean(HalfAnnotated.class).run((context) -> assertThat(context).hasNotFailed());
		this.runner.withBean(HalfAnnotated.class)
			.withPropertyValues("cors.policies.two.paths=/x/**")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void routesNameTheirPolicies() {
		this.runner.withUserConfiguration(Routes.class).run((context) -> {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			assertThat(names(registry, "GET", "/nested/one")).containsExactly("one");
			assertThat(names(registry, "POST", "/nested/one")).containsExactly("one");
			assertThat(names(registry, "GET", "/nested/two/3")).containsExactly("two");
			assertThat(names(registry, "GET", "/nested/none")).isNull();
			assertThat(names(registry, "GET", "/elsewhere")).isNull();
		});
	}

	@Test
	void aControllerInAContextOfItsOwnIsRefused() {
		this.runner.run((context) -> {
			AnnotationConfigWebApplicationContext child = new AnnotationConfigWebApplicationContext();
			child.setParent(context);
			child.setServletContext(context.getServletContext());
			child.register(Mvc.class, Sharing.class);
			assertThatIllegalStateException().isThrownBy(child::refresh)
				.withMessageContaining(Sharing.class.getName() + "#");
			AnnotationConfigWebApplicationContext silent = new AnnotationConfigWebApplicationContext();
			silent.setParent(context);
			silent.setServletContext(context.getServletContext());
			silent.register(Mvc.class);
			silent.refresh();
			silent.close();
		});
	}

	private static @Nullable List<String> names(CorsPolicyRegistry registry, String method, String path) {
		PolicySet policies = PolicyLookup.find(registry, PathContainer.parsePath(path), method);
		return (policies != null) ? policies.names() : null;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Mvc {

	}

	@RestController
	static class Lists {

		@GetMapping("/lists")
		@CorsPolicy(allowedOrigins = { "${app.origins}", "${app.empty}", "~https://pr-[0-9]{1,4}\\.example\\.com",
				"${app.none:},\nhttps://c.example" }, exposedHeaders = "", allowedHeaders = "${app.empty}")
		void lists() {
		}

	}

	@RestController
	static class WrongLists {

		@GetMapping("/entries")
		@CorsPolicy(allowedOrigins = { "${app.empty}", "${app.origins}", "" },
				allowedMethods = { "GET,PUT", "POST,TRACE" })
		void entries() {
		}

		@GetMapping("/quotes")
		@CorsPolicy(allowedOrigins = { "[\"https://a.example\",\"https://b.example\"]", "${app.quoted}" })
		void quotes() {
		}

	}

	@RestController
	static class Wrong {

		@GetMapping("/unknown")
		@CorsPolicy("nobody")
		void unknown() {
		}

		@GetMapping("/value")
		@CorsPolicy(value = "one", allowCredentials = "perhaps", maxAge = "soon")
		void value() {
		}

		@GetMapping("/placeholder")
		@CorsPolicy(value = "one", maxAge = "${nobody.knows}")
		void placeholder() {
		}

		@GetMapping("/star")
		@CorsPolicy(allowedOrigins = "*", allowCredentials = "true")
		void star() {
		}

		@GetMapping("/methods")
		@CorsPolicy(value = "one", allowedMethods = "GET,TRACE")
		void methods() {
		}

	}

	@RestController
	static class Sharing {

		@PostMapping(path = "/x", consumes = "application/json")
		@CorsPolicy("one")
		void json() {
		}

		@PostMapping("/x")
		@CorsPolicy(value = "one", maxAge = "")
		void any() {
		}

		@PostMapping(path = "/y", consumes = "application/json")
		@CorsPolicy(value = "one", maxAge = "1h", allowedHeaders = { "X-One", "X-Two" })
		void sameJson() {
		}

		@PostMapping("/y")
		@CorsPolicy(value = "one", maxAge = "60m", allowedHeaders = "X-One, X-Two")
		void same() {
		}

	}

	@RestController
	static class Differing {

		@PostMapping(path = "/x/{id}", consumes = "application/json")
		@CorsPolicy("one")
		void json() {
		}

		@PostMapping("/x/**")
		@CorsPolicy("two")
		void any() {
		}

	}

	@RestController
	static class DifferingByHost {

		@GetMapping(path = "/x", headers = "host=acme.example.com")
		@CorsPolicy("one")
		void acme() {
		}

		@GetMapping(path = "/x", headers = "host=globex.example.com")
		@CorsPolicy("two")
		void globex() {
		}

	}

	@RestController
	static class HalfAnnotated {

		@PostMapping(path = "/x/y", consumes = "application/json")
		@CorsPolicy("one")
		void json() {
		}

		@PostMapping("/x/y")
		void any() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Routes {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.path("/nested",
						(nested) -> nested.GET("/one", (request) -> ServerResponse.ok().build())
							.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "one")
							.POST("/one", (request) -> ServerResponse.ok().build())
							.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "one")
							.GET("/two/{id}", (request) -> ServerResponse.ok().build())
							.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "two")
							.GET("/none", (request) -> ServerResponse.ok().build()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RoutesByHost {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/x", new Host("acme.example.com"), (request) -> ServerResponse.ok().build())
				.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "one")
				.GET("/x", new Host("globex.example.com"), (request) -> ServerResponse.ok().build())
				.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "two")
				.build();
		}

	}

	/** As Spring Cloud Gateway tells of its own. */
	private record Host(String name) implements RequestPredicate {

		@Override
		public boolean test(ServerRequest request) {
			return this.name.equals(request.headers().firstHeader("Host"));
		}

		@Override
		public void accept(RequestPredicates.Visitor visitor) {
			visitor.header("Host", this.name);
		}

	}

}
