package io.corspolicy.migration;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReactiveAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReportAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyServletAutoConfiguration;
import io.corspolicy.autoconfigure.Migrations;
import io.corspolicy.logs.CapturedLog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only one of the stacks has, what is not in force, and what can't be known.
 */
class SpecialSourcesTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	private static final String APP = "https://app.example.com";

	private static final String OTHER = "https://other.example.com";

	/** Every refusal would be a line. */
	@AutoClose
	private final CapturedLog log = new CapturedLog("org.springframework", Level.OFF);

	private final WebApplicationContextRunner mvc = new WebApplicationContextRunner().withConfiguration(ALL)
		.withUserConfiguration(Controllers.Plain.class);

	private final ReactiveWebApplicationContextRunner webFlux = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ALL)
		.withUserConfiguration(Controllers.Plain.class);

	private Migration compare(Class<?> before, Class<?>... after) {
		BeforeAndAfter both = new BeforeAndAfter(Asked.matrix(new SpringCase("").origins(OTHER)));
		this.mvc.withUserConfiguration(MvcSite.Before.class, before)
			.run((context) -> both.ask(context,
					MvcSite.of((WebApplicationContext) context.getSourceApplicationContext())));
		this.mvc.withUserConfiguration(MvcSite.After.class)
			.withUserConfiguration(after)
			.withInitializer(both::load)
			.run((context) -> both.compare(MvcSite.of((WebApplicationContext) context.getSourceApplicationContext())));
		return both.migration();
	}

	private Migration read(Class<?>... configurations) {
		Migration[] migration = new Migration[1];
		this.mvc.withUserConfiguration(MvcSite.Before.class)
			.withUserConfiguration(configurations)
			.run((context) -> migration[0] = Migrations.migrate(context));
		return Objects.requireNonNull(migration[0]);
	}

	@Test
	void nothingIsFoundWhereThereIsNothing() {
		assertThat(read()).isEqualTo(new Migration("", List.of()));
	}

	@Test
	void registrationsHaveOrderAndPaths() {
		Migration migration = compare(Registrations.class);
		assertThat(migration.mechanisms()).extracting(Migration.Mechanism::source)
			.containsExactly("bean \"first\"", "bean \"second\"");
		assertThat(migration.yaml()).doesNotContain("disabled.example.com");
	}

	@Test
	void sourcesThatComputeAreAsked() {
		Migration migration = compare(Computed.class);
		assertThat(migration.mechanisms()).singleElement()
			.satisfies((mechanism) -> assertThat(mechanism.differences())
				.anyMatch((sentence) -> sentence.startsWith("It computes")));
		assertThat(migration.yaml()).contains("/api/items/special");
	}

	@Test
	void antPatternsAreAskedAsTheyAreMatched() {
		compare(Ant.class);
	}

	@Test
	void securitysSourceIsInForce() {
		Migration migration = compare(SecuritysBean.class, Secured.class);
		assertThat(migration.mechanisms()).singleElement()
			.satisfies((mechanism) -> assertThat(mechanism.kind()).isEqualTo("spring-security"));
	}

	@Test
	void routesBelowAnAnnotatedVariableAreExceptions() {
		Migration[] migration = new Migration[1];
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(MvcSite.Before.class, Controllers.OnVariable.class, Route.class)
			.run((context) -> migration[0] = Migrations.migrate(context));
		assertThat(Objects.requireNonNull(migration[0]).yaml()).contains("""
				      paths: ["/api/items/routed"]
				      enabled: false
				""");
	}

	@Test
	void ownProcessorsAndLazyFiltersAreNamed() {
		Migration migration = read(OwnProcessor.class, LazyFilter.class);
		assertThat(migration.mechanisms()).hasSize(2);
		assertThat(migration.mechanisms().get(0).differences())
			.anyMatch((sentence) -> sentence.startsWith(Processor.class.getName()));
		assertThat(migration.mechanisms().get(1)).satisfies((mechanism) -> {
			assertThat(mechanism.policies()).isEmpty();
			assertThat(mechanism.differences()).singleElement().asString().startsWith("It is created");
		});
	}

	@Test
	void policiesThatThereAreKeepTheirNamesAndPaths() {
		this.mvc.withUserConfiguration(MvcSite.Before.class, Registrations.class)
			.withPropertyValues("cors.policies.api.paths=/api/items/**", "cors.policies.api.allowed-origins=*",
					"cors.policies.api-items.paths=/elsewhere", "cors.policies.api-items.allowed-origins=*")
			.run((context) -> {
				Migration migration = Migrations.migrate(context);
				assertThat(migration.mechanisms())
					.allSatisfy((mechanism) -> assertThat(mechanism.policies()).doesNotContain("api", "api-items"));
			});
	}

	@Test
	void inheritedDefaultsAreWrittenOut() {
		this.mvc.withUserConfiguration(MvcSite.Before.class, Registrations.class)
			.withPropertyValues("cors.defaults.allow-credentials=true", "cors.defaults.timing-allow-origin=true",
					"cors.defaults.cross-origin-resource-policy=same-site", "cors.policies.x.paths=/x",
					"cors.policies.x.allowed-origins=" + APP)
			.run((context) -> {
				Migration migration = Migrations.migrate(context);
				assertThat(migration.yaml()).contains("allow-credentials: false", "timing-allow-origin: false");
				assertThat(migration.mechanisms().get(0).differences())
					.contains("cors.defaults.cross-origin-resource-policy applies, too.");
			});
	}

	@Test
	void endpointsWithCorsOfTheirOwnAreNamed() {
		this.mvc.withUserConfiguration(MvcSite.Before.class, Everything.class)
			.withPropertyValues("management.endpoints.web.cors.allowed-origins=" + APP)
			.run((context) -> {
				Migration migration = Migrations.migrate(context);
				assertThat(migration.yaml()).doesNotContain("/actuator");
				assertThat(migration.mechanisms().get(0).differences())
					.anyMatch((sentence) -> sentence.contains("actuator endpoints"));
			});
		this.mvc.withUserConfiguration(MvcSite.Before.class, Everything.class)
			.withPropertyValues("management.endpoints.web.base-path=/manage")
			.run((context) -> assertThat(Migrations.migrate(context).yaml())
				.contains("paths: [\"/**\", \"/manage/**\"]"));
	}

	@Test
	void routersMayBeMissing() {
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet.",
					"org.springframework.web.reactive.", "org.springframework.security.", "reactor."))
			.withUserConfiguration(Everything.class)
			.run((context) -> assertThat(Migrations.migrate(context).yaml()).contains(APP));
	}

	@Test
	void securityOnWebFlux() {
		BeforeAndAfter both = new BeforeAndAfter(Asked.matrix(new SpringCase("").origins(OTHER)));
		this.webFlux.withUserConfiguration(WebFluxSite.Before.class, ReactiveSecuritysBean.class)
			.run((context) -> both.ask(context, WebFluxSite.of(context)));
		this.webFlux.withUserConfiguration(WebFluxSite.After.class, ReactiveSecured.class)
			.withInitializer(both::load)
			.run((context) -> both.compare(WebFluxSite.of(context)));
		assertThat(both.migration().mechanisms()).singleElement()
			.satisfies((mechanism) -> assertThat(mechanism.kind()).isEqualTo("spring-security"));
	}

	private static CorsConfiguration allowing(String origin) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.addAllowedOrigin(origin);
		return configuration.applyPermitDefaultValues();
	}

	@Configuration(proxyBeanMethods = false)
	static class Registrations {

		@Bean
		FilterRegistrationBean<CorsFilter> second() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					MvcSite.filter(Map.of("/**", allowing(OTHER))));
			registration.addUrlPatterns("/api/*");
			registration.setOrder(2);
			return registration;
		}

		@Bean
		FilterRegistrationBean<CorsFilter> first() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					MvcSite.filter(Map.of("/**", allowing(APP))));
			registration.addUrlPatterns("/api/items/*");
			registration.setOrder(1);
			return registration;
		}

		@Bean
		FilterRegistrationBean<CorsFilter> disabled() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					MvcSite.filter(Map.of("/**", allowing("https://disabled.example.com"))));
			registration.setEnabled(false);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Computed {

		@Bean
		CorsFilter corsFilter() {
			return new CorsFilter((request) -> allowing(request.getRequestURI().endsWith("/special") ? OTHER : APP));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ant {

		/** Spring's own advice against it is no reason not to read it. */
		@Bean
		@SuppressWarnings({ "deprecation", "removal" })
		CorsFilter corsFilter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.setPathMatcher(new org.springframework.util.AntPathMatcher());
			source.registerCorsConfiguration("/api/items/*", allowing(OTHER));
			source.registerCorsConfiguration("/api/**", allowing(APP));
			return new CorsFilter(source);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Everything {

		@Bean
		CorsFilter corsFilter() {
			return MvcSite.filter(Map.of("/**", allowing(APP)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyFilter {

		@Bean
		@Lazy
		CorsFilter lazyFilter() {
			throw new IllegalStateException("created");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProcessor {

		@Bean
		CorsFilter corsFilter() {
			CorsFilter filter = MvcSite.filter(Map.of("/**", allowing(APP)));
			filter.setCorsProcessor(new Processor());
			return filter;
		}

	}

	static class Processor extends DefaultCorsProcessor {

	}

	@Configuration(proxyBeanMethods = false)
	static class Route {

		@Bean
		RouterFunction<ServerResponse> routed() {
			return RouterFunctions.route().GET("/api/items/routed", (request) -> ServerResponse.ok().build()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class Secured {

		@Bean
		SecurityFilterChain open(HttpSecurity http) throws Exception {
			return http.csrf(AbstractHttpConfigurer::disable)
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class SecuritysBean {

		@Bean
		SecurityFilterChain withCors(HttpSecurity http) throws Exception {
			return http.csrf(AbstractHttpConfigurer::disable)
				.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			return MvcSite.source(Map.of("/api/**", allowing(APP)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class ReactiveSecured {

		@Bean
		SecurityWebFilterChain open(ServerHttpSecurity http) {
			return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class ReactiveSecuritysBean {

		@Bean
		SecurityWebFilterChain withCors(ServerHttpSecurity http) {
			return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.cors(Customizer.withDefaults())
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.build();
		}

		@Bean
		org.springframework.web.cors.reactive.CorsConfigurationSource corsConfigurationSource() {
			return WebFluxSite.source(Map.of("/**", allowing(APP)));
		}

	}

}
