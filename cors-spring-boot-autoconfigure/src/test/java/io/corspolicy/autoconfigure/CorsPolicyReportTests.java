package io.corspolicy.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.corspolicy.autoconfigure.report.CorsPolicyReport;
import io.corspolicy.autoconfigure.report.OtherMechanisms;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.logs.CapturedLog;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CorsPolicyReport} and what it finds.
 */
class CorsPolicyReportTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	private static final String GOVERNED = "cors.policies.api.paths=/api/**";

	private static final String NOT_GOVERNED = "cors.policies.api.paths=/elsewhere/**";

	private static final String WITHOUT_PATHS = "cors.policies.api.max-age=5m";

	private static final String ORIGIN = "cors.policies.api.allowed-origins=https://app.example.com";

	@AutoClose
	private final CapturedLog log = new CapturedLog(CorsPolicyReport.LOGGER_NAME, Level.DEBUG);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(ALL)
		.withPropertyValues(ORIGIN);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ALL)
		.withPropertyValues(ORIGIN);

	@Test
	void eachPolicyHasALine() {
		this.servlet.withPropertyValues(GOVERNED,
				"cors.policies.api.allowed-origins=https://a.example,https://*.a.example,http://localhost:*",
				"cors.policies.api.allowed-methods=GET,PUT", "cors.policies.api.allow-credentials=true",
				"cors.policies.feed.paths=/feed,/feed/{id}", "cors.policies.feed.allowed-origins=*",
				"cors.policies.feed.allowed-headers=X-A,X-B",
				"cors.policies.named.allowed-origins=https://a.example,https://b.example,https://c.example,https://d.example,https://e.example,https://f.example,https://g.example",
				"cors.policies.named.max-age=24h", "cors.policies.named.reject-disallowed=true",
				"cors.policies.named.check-websocket-origin=true", "cors.policies.sandbox.paths=/sandbox",
				"cors.policies.sandbox.allow-null-origin=true", "cors.policies.sandbox.max-age=1h")
			.run((context) -> assertThat(lines("INFO")).containsExactlyInAnyOrder(
					"CORS policy \"api\": paths=[/api/**], origins=[https://a.example, https://*.a.example,"
							+ " http://localhost:*], methods=[GET, PUT], headers=[Content-Type], credentials=true,"
							+ " reject-disallowed=false, check-websocket-origin=false, max-age=1800s",
					"CORS policy \"feed\": paths=[/feed, /feed/{id}], origins=any, methods=default,"
							+ " headers=[X-A, X-B], credentials=false, reject-disallowed=false,"
							+ " check-websocket-origin=false, max-age=1800s",
					"CORS policy \"named\": paths=[] (serves only @CorsPolicy(\"named\")), origins=[https://a.example,"
							+ " https://b.example, https://c.example, https://d.example, https://e.example and 2 more],"
							+ " methods=default, headers=[Content-Type], credentials=false, reject-disallowed=true,"
							+ " check-websocket-origin=true, max-age=86400s (Chromium keeps 7200s, WebKit keeps 600s)",
					"CORS policy \"sandbox\": paths=[/sandbox], origins=[] and null, methods=default,"
							+ " headers=[Content-Type], credentials=false, reject-disallowed=false,"
							+ " check-websocket-origin=false, max-age=3600s (WebKit keeps 600s)"));
		assertThat(lines("WARN")).containsExactly("cors.policies.named.paths (property source \"test\"):"
				+ " nothing leads to this policy: it has no paths, and no @CorsPolicy(\"named\") names it.");
	}

	@Test
	void reactivePoliciesHaveALineToo() {
		this.reactive.withPropertyValues(GOVERNED).run((context) -> assertThat(lines("INFO")).hasSize(1));
	}

	@Test
	void pathsThatNothingIsServedAtAreNamed() {
		this.servlet.withUserConfiguration(PlainMvc.class)
			.withPropertyValues(
					"cors.policies.api.paths=/rest/api/**,/shop/rest/api/**,/shop/x,/actuator/**,/restful/**",
					"server.servlet.context-path=/shop/", "spring.mvc.servlet.path=/rest", "management.server.port=0")
			.run((context) -> assertThat(lines("WARN")).satisfiesExactlyInAnyOrder(
					(line) -> assertThat(line).contains("api.paths = \"/rest/api/**\"", "leave out /rest."),
					(line) -> assertThat(line).contains("api.paths = \"/shop/rest/api/**\"", "leave out /shop/rest."),
					(line) -> assertThat(line).contains("api.paths = \"/shop/x\"", "leave out /shop."),
					(line) -> assertThat(line).contains("api.paths = \"/actuator/**\"",
							"management.endpoints.web.cors")));
	}

	@Test
	void aWildcardMakesItsNeighboursRedundant() {
		this.servlet
			.withPropertyValues(GOVERNED, "cors.policies.api.allowed-origins=*,https://a.example",
					"cors.policies.twice.allowed-origins=*,*", "cors.policies.twice.paths=/twice")
			.run((context) -> assertThat(lines("WARN")).containsExactly(
					"cors.policies.api.allowed-origins = \"*\" (property source \"test\"): * makes the other"
							+ " allowed-origins redundant: write it alone, or leave it out if only the others are"
							+ " meant."));
	}

	@Test
	void linesAreBounded() {
		this.servlet.withUserConfiguration(ManyPolicies.class).run((context) -> {
			List<String> lines = lines("INFO");
			assertThat(lines).hasSize(101).last().isEqualTo("CORS policies: 51 more");
			assertThat(lines.get(1)).contains("/p1/x\\ny9 and 20 more]").doesNotContain("\n");
		});
	}

	@Test
	void switchedOffReportsNothing() {
		this.servlet.withPropertyValues("cors.enabled=false", GOVERNED)
			.run((context) -> assertThat(context).doesNotHaveBean(CorsPolicyReportAutoConfiguration.class));
		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void whatGoesWrongStopsNothing() {
		this.servlet.withPropertyValues(GOVERNED).withBean("a", OtherMechanisms.Finder.class, () -> () -> {
			throw new NoSuchMethodError("moved");
		})
			.withBean("b", OtherMechanisms.Finder.class,
					() -> () -> List.of(OtherMechanisms.somewhere(OtherMechanisms.Mechanism.FILTER, "b")))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).singleElement().asString().contains("b on unknown paths (beside api)");
	}

	@Test
	void routersMayBeMissing() {
		this.servlet.withPropertyValues(GOVERNED)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet.",
					"org.springframework.web.reactive.", "reactor."))
			.withUserConfiguration(SourceBean.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive.withPropertyValues(GOVERNED)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet.",
					"org.springframework.web.reactive.handler.", "org.springframework.web.reactive.result.",
					"org.springframework.web.reactive.config.", "jakarta.servlet."))
			.withUserConfiguration(WebFilterBean.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).hasSize(2);
	}

	@Test
	void servletFilters() {
		this.servlet.withPropertyValues(GOVERNED).withUserConfiguration(FilterBeans.class).run((context) -> {
			assertThat(lines("WARN")).containsExactly("CORS filters on paths of CORS policies:"
					+ " bean \"registered\" with a org.springframework.web.filter.CorsFilter (beside api),"
					+ " bean \"everything\" with a org.springframework.web.filter.CorsFilter (beside api),"
					+ " bean \"extension\" with a org.springframework.web.filter.CorsFilter on unknown paths (beside api),"
					+ " bean \"lazy\" of type org.springframework.web.filter.CorsFilter on unknown paths (beside api)."
					+ " They decide by rules of their own, on preflights too if they run before the policies do."
					+ " Fix: remove them, and write what they allow under cors.policies.");
			assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
		});
	}

	@Test
	void servletSources() {
		this.servlet.withPropertyValues(GOVERNED)
			.withUserConfiguration(SourceBean.class, OwnSourceBean.class, PlainMvc.class)
			.run((context) -> assertThat(context.getBeanNamesForType(CorsConfigurationSource.class))
				.contains("mvcHandlerMappingIntrospector"));
		assertThat(lines("WARN")).singleElement()
			.asString()
			.startsWith("CorsConfigurationSource beans on paths of CORS policies: bean \"corsSource\" of type"
					+ " org.springframework.web.cors.UrlBasedCorsConfigurationSource (beside api),"
					+ " bean \"ownSource\" of type io.corspolicy.autoconfigure.CorsPolicyReportTests$OwnSource"
					+ " on unknown paths (beside api). Spring Security's http.cors() picks them up")
			.endsWith("Fix: remove them and http.cors(), and write what they allow under cors.policies.");
	}

	@Test
	void mvcHandlers() {
		this.servlet
			.withPropertyValues(GOVERNED, "cors.policies.special.paths=/api/items/special",
					"cors.policies.special.allowed-origins=https://b.example")
			.withUserConfiguration(PlainMvc.class, AnnotatedClass.class, AnnotatedMethods.class)
			.run((context) -> assertAnnotatedHandlers());
	}

	@Test
	void webFluxHandlers() {
		this.reactive
			.withPropertyValues(GOVERNED, "cors.policies.special.paths=/api/items/special",
					"cors.policies.special.allowed-origins=https://b.example")
			.withUserConfiguration(PlainWebFlux.class, AnnotatedClass.class, AnnotatedMethods.class)
			.run((context) -> assertAnnotatedHandlers());
	}

	private void assertAnnotatedHandlers() {
		String tests = CorsPolicyReportTests.class.getName();
		assertThat(lines("WARN")).singleElement()
			.asString()
			.startsWith("@CrossOrigin on paths of CORS policies: ")
			.contains(tests + "$AnnotatedClass (beside api)", tests + "$AnnotatedMethods#one (beside api, special)",
					tests + "$AnnotatedMethods#meta (beside api)")
			.doesNotContain("#other", "#plain")
			.endsWith("Fix: remove @CrossOrigin there, and write what it allows under cors.policies.");
	}

	@Test
	void mvcMappings() {
		this.servlet.withPropertyValues(GOVERNED).withUserConfiguration(MvcMappings.class).run((context) -> {
		});
		assertMappings(MvcMappings.class);
	}

	@Test
	void webFluxMappings() {
		this.reactive.withPropertyValues(GOVERNED).withUserConfiguration(WebFluxMappings.class).run((context) -> {
		});
		assertMappings(WebFluxMappings.class);
	}

	private void assertMappings(Class<?> configurer) {
		assertThat(lines("WARN"))
			.containsExactly("CORS mappings on paths of CORS policies: /api/v1/** of " + configurer.getName()
					+ " (beside api). They allow nothing beyond the policies, but may answer 403 where a policy lets a"
					+ " request pass. Fix: remove them from addCorsMappings, and write what they allow under"
					+ " cors.policies.");
	}

	@Test
	void reactiveFiltersAndSources() {
		this.reactive.withPropertyValues(GOVERNED)
			.withUserConfiguration(WebFilterBean.class, ReactiveSourceBean.class, PlainWebFlux.class)
			.run((context) -> {
			});
		assertThat(lines("WARN")).satisfiesExactly(
				(line) -> assertThat(line)
					.startsWith("CORS filters on paths of CORS policies: bean \"webFilter\" of type"
							+ " org.springframework.web.cors.reactive.CorsWebFilter on unknown paths (beside api)."),
				(line) -> assertThat(line).startsWith("CorsConfigurationSource beans on paths of CORS policies: bean"
						+ " \"reactiveSource\" of type"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.cloud.gateway.globalcors.cors-configurations.[/**]",
			"spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/api/{id}]" })
	void gateways(String property) {
		this.reactive.withPropertyValues(GOVERNED, property + ".allowed-origins=https://a.example").run((context) -> {
		});
		assertThat(lines("WARN")).singleElement()
			.asString()
			.startsWith("CORS of Spring Cloud Gateway on paths of CORS policies: " + property + " (beside api).")
			.endsWith("Fix: remove the properties, and write what they allow under cors.policies.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			Path=/api/**;            route "orders" (beside api)
			"Path=/api/a/**,/other/**"; route "orders" (beside api)
			Path=/api/{id};          route "orders" (beside api)
			Method=GET;              route "orders" (beside api)
			""")
	void gatewayRoutes(String predicate, String expected) {
		for (String prefix : List.of("spring.cloud.gateway", "spring.cloud.gateway.server.webflux")) {
			this.reactive
				.withPropertyValues(GOVERNED, prefix + ".routes[0].id=plain",
						prefix + ".routes[0].predicates[0]=Path=/api/**", prefix + ".routes[1].id=orders",
						prefix + ".routes[1].predicates[0]=Method=GET,PUT",
						prefix + ".routes[1].predicates[1]=" + predicate,
						prefix + ".routes[1].metadata.cors.allowedOrigins=*",
						prefix + ".routes[2].predicates[0]=Path=/other/**",
						prefix + ".routes[2].metadata.cors.allowedOrigins=*")
				.run((context) -> assertThat(context).hasNotFailed());
		}
		assertThat(lines("WARN")).hasSize(2)
			.allSatisfy((line) -> assertThat(line)
				.startsWith("CORS of Spring Cloud Gateway on paths of CORS policies: " + expected + ". It allows"));
	}

	/**
	 * Written out, a predicate's arguments bear names of its factory's choice.
	 */
	@Test
	void gatewayRoutesWithUnknownPaths() {
		String route = "spring.cloud.gateway.server.webflux.routes[0].";
		this.reactive
			.withPropertyValues(GOVERNED, route + "predicates[0].name=Path",
					route + "predicates[0].args.patterns[0]=/api/**", route + "metadata.cors.allowedOrigins=*")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).singleElement()
			.asString()
			.startsWith(
					"CORS of Spring Cloud Gateway on paths of CORS policies: route 0 on unknown paths (beside api).");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/rsocket", "api/rsocket", "/api/{name}", "/api/**" })
	void rsocketOverWebSocket(String path) {
		this.reactive
			.withPropertyValues(GOVERNED, "spring.rsocket.server.transport=websocket",
					"spring.rsocket.server.mapping-path=" + path)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive
			.withPropertyValues(GOVERNED, "spring.webflux.base-path=/base", "SPRING_RSOCKET_SERVER_TRANSPORT=WebSocket",
					"spring.rsocket.server.mapping-path=/base/api/rsocket")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).hasSize(2)
			.allSatisfy((line) -> assertThat(line)
				.contains(" (beside api). Reactor Netty answers there before any filter runs"));
		assertThat(lines("WARN").get(0))
			.startsWith("RSocket over WebSocket on paths of CORS policies: spring.rsocket.server.mapping-path=" + path
					+ " (beside");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mapping-path=/other", "mapping-path=/api;transport=tcp", "mapping-path=/api;port=7000",
			"mapping-path=", "transport=websocket" })
	void rsocketElsewhere(String properties) {
		this.reactive.withPropertyValues(GOVERNED)
			.withPropertyValues(
					Arrays.stream(properties.split(";")).map("spring.rsocket.server."::concat).toArray(String[]::new))
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive
			.withPropertyValues(GOVERNED, "spring.webflux.base-path=/base",
					"spring.rsocket.server.mapping-path=/api/rsocket")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).isEmpty();
	}

	@Test
	void nothingIsSaidWhereNoPolicyGoverns() {
		this.servlet.withPropertyValues(NOT_GOVERNED)
			.withUserConfiguration(MvcMappings.class, AnnotatedClass.class, AnnotatedMethods.class, SourceBean.class,
					RegistrationBean.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.servlet.withPropertyValues(WITHOUT_PATHS)
			.withUserConfiguration(FilterBeans.class, OwnSourceBean.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive
			.withPropertyValues(NOT_GOVERNED,
					"spring.cloud.gateway.globalcors.cors-configurations.[/api/**].allowed-origins=*")
			.withUserConfiguration(WebFluxMappings.class, AnnotatedClass.class, AnnotatedMethods.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive.withPropertyValues(WITHOUT_PATHS)
			.withUserConfiguration(WebFilterBean.class, ReactiveSourceBean.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("INFO")).hasSize(4);
		assertThat(lines("WARN")).hasSize(2)
			.allMatch((line) -> line.startsWith("cors.policies.api.paths (") && line.contains("nothing leads to"));
	}

	@Test
	void nothingIsSaidWhereNothingElseDoesCors() {
		this.servlet.withPropertyValues(GOVERNED)
			.withUserConfiguration(PlainMvc.class, Unannotated.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive.withPropertyValues(GOVERNED)
			.withUserConfiguration(PlainWebFlux.class, Unannotated.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines("WARN")).isEmpty();
	}

	private List<String> lines(String level) {
		return this.log.events()
			.stream()
			.filter((event) -> event.getLevel().toString().equals(level))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class ManyPolicies {

		@Bean
		PolicySource many() {
			return () -> IntStream.range(0, 150)
				.mapToObj((i) -> new PolicyDefinition("p" + i,
						IntStream.range(0, 30).mapToObj((j) -> "/p" + i + "/x\ny" + j).toList(),
						PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://a.example"))))
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FilterBeans {

		@Bean
		FilterRegistrationBean<CorsFilter> registered(CorsFilter wrapped) {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(wrapped);
			registration.addUrlPatterns("/api/*");
			return registration;
		}

		@Bean
		CorsFilter wrapped() {
			return new CorsFilter(new UrlBasedCorsConfigurationSource());
		}

		@Bean
		@Lazy
		CorsFilter lazy() {
			return new CorsFilter(new UrlBasedCorsConfigurationSource());
		}

		@Bean
		FilterRegistrationBean<CorsFilter> disabled() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(wrapped());
			registration.setEnabled(false);
			return registration;
		}

		@Bean
		FilterRegistrationBean<CorsFilter> everything() {
			return new FilterRegistrationBean<>(new CorsFilter(new UrlBasedCorsConfigurationSource()));
		}

		@Bean
		FilterRegistrationBean<CorsFilter> extension() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(new UrlBasedCorsConfigurationSource()));
			registration.addUrlPatterns("*.do");
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> unrelated() {
			return new FilterRegistrationBean<>((request, response, chain) -> chain.doFilter(request, response));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegistrationBean {

		@Bean
		FilterRegistrationBean<CorsFilter> registered() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(new UrlBasedCorsConfigurationSource()));
			registration.addUrlPatterns("/api/*");
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SourceBean {

		@Bean
		CorsConfigurationSource corsSource() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/api/{version}/**", new CorsConfiguration());
			return source;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSourceBean {

		@Bean
		OwnSource ownSource() {
			return new OwnSource();
		}

	}

	static class OwnSource implements CorsConfigurationSource {

		@Override
		public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebFilterBean {

		@Bean
		CorsWebFilter webFilter() {
			return new CorsWebFilter(new org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveSourceBean {

		@Bean
		org.springframework.web.cors.reactive.CorsConfigurationSource reactiveSource() {
			return new org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class PlainMvc implements WebMvcConfigurer {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class PlainWebFlux implements WebFluxConfigurer {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class MvcMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/v1/**").allowedOrigins("https://a.example");
			registry.addMapping("/other/**");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class WebFluxMappings implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
			registry.addMapping("/api/v1/**").allowedOrigins("https://a.example");
			registry.addMapping("/other/**");
		}

	}

	@RestController
	@RequestMapping("/api")
	@CrossOrigin
	static class AnnotatedClass {

		@GetMapping("/a")
		String a() {
			return "";
		}

		@GetMapping("/b")
		String b() {
			return "";
		}

	}

	@RestController
	static class AnnotatedMethods {

		@GetMapping("/api/items/{id}")
		@CrossOrigin("https://a.example")
		String one() {
			return "";
		}

		@GetMapping("/api/meta/{id:[0-9]+}")
		@OurOrigin
		String meta() {
			return "";
		}

		@GetMapping("/other/{id}")
		@CrossOrigin
		String other() {
			return "";
		}

		@GetMapping("/api/plain")
		String plain() {
			return "";
		}

	}

	@RestController
	static class Unannotated {

		@GetMapping("/api/plain")
		String plain() {
			return "";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@CrossOrigin("https://a.example")
	@interface OurOrigin {

	}

}
