package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.corspolicy.autoconfigure.properties.CorsProperties;
import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CrossOriginResourcePolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.reactive.CorsPolicyWebFilter;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyLookup;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.servlet.CorsPolicyFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the auto-configurations, a condition each.
 */
class CorsPolicyAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class);

	private static final String[] POLICY = { "cors.policies.api.paths=/api/**",
			"cors.policies.api.allowed-origins=https://app.example.com" };

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(ALL);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ALL);

	@Test
	void servletApplicationGetsTheServletFilter() {
		this.servlet.run((context) -> {
			assertThat(context).hasSingleBean(CorsPolicyRegistry.class).doesNotHaveBean(CorsPolicyWebFilter.class);
			FilterRegistrationBean<?> registration = context.getBean("corsPolicyFilter", FilterRegistrationBean.class);
			assertThat(registration.getFilter()).isInstanceOf(CorsPolicyFilter.class);
			assertThat(registration.getOrder()).isEqualTo(-2147483548);
			assertThat(registration.determineDispatcherTypes()).containsExactlyInAnyOrder(DispatcherType.REQUEST,
					DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD);
			assertThat(registration.isAsyncSupported()).isTrue();
		});
	}

	@Test
	void reactiveApplicationGetsTheWebFilter() {
		this.reactive.run((context) -> {
			assertThat(context).hasSingleBean(CorsPolicyRegistry.class).doesNotHaveBean(FilterRegistrationBean.class);
			assertThat(context.getBean(CorsPolicyWebFilter.class).getOrder()).isEqualTo(-2147483548);
		});
	}

	@Test
	void applicationWithoutWebGetsNothing() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.run((context) -> assertThat(context).doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(CorsPropertiesReader.class));
	}

	@Test
	void neverANameThatSpringSecurityLooksFor() {
		this.servlet.run((context) -> assertThat(context.getBeanDefinitionNames()).doesNotContain("corsFilter",
				"corsConfigurationSource"));
		this.reactive.run((context) -> assertThat(context.getBeanDefinitionNames()).doesNotContain("corsFilter",
				"corsConfigurationSource"));
	}

	@Test
	void switchedOffRegistersAndChecksNothing() {
		this.servlet.withPropertyValues("cors.enabled=false", "cors.policies.api.allowed-origins=nonsense")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(CorsPropertiesReader.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
		this.reactive.withPropertyValues("cors.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(WebFilter.class));
	}

	@Test
	void theOrderOfTheFilterCanBeSet() {
		this.servlet.withPropertyValues("cors.filter-order=7")
			.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).getOrder()).isEqualTo(7));
		this.reactive.withPropertyValues("cors.filter-order=7")
			.run((context) -> assertThat(context.getBean(CorsPolicyWebFilter.class).getOrder()).isEqualTo(7));
	}

	@Test
	void usersRegistryWins() {
		this.servlet.withUserConfiguration(OwnRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyRegistry.class)
				.getBean(CorsPolicyRegistry.class)
				.isSameAs(context.getBean("ownRegistry")));
	}

	@Test
	void usersRegistryHidesNoTypo() {
		this.servlet.withUserConfiguration(OwnRegistry.class)
			.withPropertyValues("cors.polices.api.paths=/x")
			.run((context) -> assertThat(context).hasFailed().getFailure().isInstanceOf(InvalidPolicyException.class));
	}

	@Test
	void noBeanIsBoundASecondTime() {
		this.servlet.withUserConfiguration(BindingOfOthers.class)
			.withPropertyValues("cors.debug=true")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(CorsProperties.class);
				assertThat(context.getBeansWithAnnotation(ConfigurationProperties.class)).isEmpty();
				assertThat(context.getBean(CorsPolicyRegistry.class).isDebug()).isTrue();
			});
	}

	@Test
	void usersFilterWins() {
		this.servlet.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyFilter.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
		this.servlet.withUserConfiguration(OwnRegistration.class)
			.run((context) -> assertThat(context).hasSingleBean(FilterRegistrationBean.class)
				.hasBean("ownRegistration"));
		this.reactive.withUserConfiguration(OwnWebFilter.class)
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyWebFilter.class).hasBean("ownWebFilter"));
	}

	@Test
	void classesOfTheOtherStackMayBeMissing() {
		this.servlet
			.withClassLoader(new FilteredClassLoader(Mono.class,
					org.springframework.web.reactive.handler.AbstractHandlerMapping.class))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("corsPolicyFilter"));
		this.reactive
			.withClassLoader(new FilteredClassLoader(Filter.class,
					org.springframework.web.servlet.handler.AbstractHandlerMapping.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CorsPolicyWebFilter.class));
	}

	@Test
	void classesOfTheOwnStackMayBeMissing() {
		this.reactive.withClassLoader(new FilteredClassLoader(Mono.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsPolicyWebFilter.class));
		this.servlet
			.withClassLoader(
					new FilteredClassLoader(org.springframework.web.servlet.handler.AbstractHandlerMapping.class))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("corsPolicyFilter"));
	}

	@Test
	void everyAttributeIsBound() {
		this.servlet.withPropertyValues("cors.policies.all.paths=/a,/b", "cors.policies.all.allowed-origins=*",
				"cors.policies.all.allowed-methods=GET,PUT", "cors.policies.all.allowed-headers=X-A",
				"cors.policies.all.exposed-headers=X-B", "cors.policies.all.allow-credentials=false",
				"cors.policies.all.max-age=90", "cors.policies.all.allow-private-network=true",
				"cors.policies.all.send-without-origin=true", "cors.policies.all.reject-disallowed=false",
				"cors.policies.all.check-websocket-origin=true", "cors.policies.all.preflight-status=200",
				"cors.policies.all.hosts=a.example,b.example", "cors.policies.all.enabled=true",
				"cors.policies.all.forward-origin=false", "cors.policies.all.forward-preflight=true",
				"cors.policies.all.timing-allow-origin=true",
				"cors.policies.all.cross-origin-resource-policy=same-site", "cors.policies.all.allow-null-origin=true",
				"cors.policies.all.tolerate-insecure-origins=true", "cors.policies.all.tolerate-public-suffixes=true")
			.run((context) -> {
				PolicyDefinition definition = context.getBean(PolicySource.class).policies().get(0);
				assertThat(definition.name()).isEqualTo("all");
				assertThat(definition.paths()).containsExactly("/a", "/b");
				PolicySpec spec = definition.spec();
				assertThat(spec.attributes()).containsExactlyInAnyOrderElementsOf(Attribute.all());
				assertThat(spec.get(Attribute.MAX_AGE)).isEqualTo(Duration.ofSeconds(90));
				assertThat(spec.get(Attribute.ALLOWED_METHODS)).containsExactly("GET", "PUT");
				assertThat(spec.get(Attribute.CROSS_ORIGIN_RESOURCE_POLICY))
					.isEqualTo(CrossOriginResourcePolicy.SAME_SITE);
				assertThat(spec.get(Attribute.REJECT_DISALLOWED)).isFalse();
				assertThat(spec.get(Attribute.CHECK_WEBSOCKET_ORIGIN)).isTrue();
			});
	}

	@Test
	void defaultsAreInheritedAndReplaced() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.defaults.max-age=1h", "cors.defaults.allowed-headers=X-A,X-B",
					"cors.policies.api.allowed-headers=X-C")
			.run((context) -> {
				PolicySpec spec = context.getBean(PolicySource.class).policies().get(0).spec();
				assertThat(spec.get(Attribute.MAX_AGE)).isEqualTo(Duration.ofHours(1));
				assertThat(spec.get(Attribute.ALLOWED_HEADERS)).containsExactly("X-C");
			});
	}

	@Test
	void unknownKeysAreRefused() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.policies.api.allowed-origin=https://a.example")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidPolicyException.class)
				.hasMessageContaining("api.allowed-origin ("));
		this.servlet.withPropertyValues("cors.polices.api.paths=/x").run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void pathsAreNotInherited() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.defaults.paths=/x")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidPolicyException.class)
				.hasMessageContaining("defaults.paths"));
	}

	@Test
	void hostsAreNotInherited() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.defaults.hosts=api.example.com")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidPolicyException.class)
				.hasMessageContaining("defaults.hosts"));
	}

	@Test
	void exceptionsAreNotInherited() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.defaults.enabled=false")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidPolicyException.class)
				.hasMessageContaining("defaults.enabled"));
	}

	@Test
	void environmentVariablesThatBeginAlikeStopNothing() {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		this.servlet.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, Map.of("CORS_ORIGINS", "x", "CORS_MAX_AGE", "x"))))
			.withPropertyValues(POLICY)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void everyProblemStopsTheStart() {
		this.servlet
			.withPropertyValues("cors.policies.one.allowed-origins=https://a.example/",
					"cors.policies.two.allowed-origins=*", "cors.policies.two.allow-credentials=true")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidPolicyException.class, (ex) -> assertThat(ex.problems()).hasSize(2)));
	}

	@Test
	void problemsStopALazyStartToo() {
		this.servlet
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("cors.policies.one.allowed-origins=https://a.example/")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void usersSourcesContribute() {
		this.servlet.withPropertyValues(POLICY).withUserConfiguration(OwnSource.class).run((context) -> {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			assertThat(PolicyLookup.find(registry, PathContainer.parsePath("/api/x"))).isNotNull();
			assertThat(PolicyLookup.find(registry, PathContainer.parsePath("/tenant"))).isNotNull();
			assertThat(PolicyLookup.find(registry, PathContainer.parsePath("/other"))).isNull();
		});
	}

	@Test
	void yamlIsReadAsWritten() {
		this.servlet.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:/scenarios/policies.yml")
			.run((context) -> assertThat(context.getBean(PolicySource.class).policies())
				.extracting(PolicyDefinition::name)
				.contains("api", "anyone-listing-authorization", "crossing-two"));
	}

	@Test
	void pathsFollowTheCaseOfTheRouter() {
		this.servlet.withPropertyValues(POLICY)
			.withUserConfiguration(AnyCaseMvc.class)
			.run((context) -> assertThat(
					PolicyLookup.find(context.getBean(CorsPolicyRegistry.class), PathContainer.parsePath("/API/x")))
				.isNotNull());
		this.reactive.withPropertyValues(POLICY)
			.withUserConfiguration(AnyCaseWebFlux.class)
			.run((context) -> assertThat(
					PolicyLookup.find(context.getBean(CorsPolicyRegistry.class), PathContainer.parsePath("/API/x")))
				.isNotNull());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		CorsPolicyRegistry ownRegistry() {
			return new CorsPolicyRegistry(List.of(), () -> PathPatternParser.defaultInstance);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class BindingOfOthers {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		CorsPolicyFilter ownFilter(CorsPolicyRegistry registry) {
			return new CorsPolicyFilter(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistration {

		@Bean
		FilterRegistrationBean<CorsPolicyFilter> ownRegistration(CorsPolicyRegistry registry) {
			return new FilterRegistrationBean<>(new CorsPolicyFilter(registry));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWebFilter {

		@Bean
		CorsPolicyWebFilter ownWebFilter(CorsPolicyRegistry registry) {
			return new CorsPolicyWebFilter(registry, 0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSource {

		@Bean
		PolicySource tenants() {
			return () -> List.of(new PolicyDefinition("tenant", List.of("/tenant"),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://tenant.example"))));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class AnyCaseMvc implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class AnyCaseWebFlux implements WebFluxConfigurer {

		@Override
		public void configurePathMatching(org.springframework.web.reactive.config.PathMatchConfigurer configurer) {
			configurer.setUseCaseSensitiveMatch(false);
		}

	}

}
