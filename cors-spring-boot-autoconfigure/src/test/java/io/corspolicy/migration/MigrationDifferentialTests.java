package io.corspolicy.migration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ch.qos.logback.classic.Level;
import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReactiveAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReportAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyServletAutoConfiguration;
import io.corspolicy.autoconfigure.Migrations;
import io.corspolicy.migration.Difference.Kind;
import io.corspolicy.logs.CapturedLog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring's CORS, and the same one with the policies that the
 * migration writes in its place, answer a matrix of requests alike, but for the
 * differences that the migration tells of; and each of these shows.
 */
class MigrationDifferentialTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	/** What no request of the matrix could show. */
	private static final Set<Kind> NOT_COVERED = EnumSet.of(Kind.NOT_IN_FORCE, Kind.UNREADABLE, Kind.COMPUTED,
			Kind.PROCESSOR, Kind.DEFAULTS, Kind.ENDPOINTS, Kind.SECURITY, Kind.CONDITIONS, Kind.NAVIGATION);

	/** Every refusal would be a line. */
	@AutoClose
	private final CapturedLog log = new CapturedLog("org.springframework", Level.OFF);

	static List<SpringCase> ofMvc() {
		return SpringCases.of(0);
	}

	static List<SpringCase> ofWebFlux() {
		return SpringCases.of(1);
	}

	@ParameterizedTest
	@MethodSource("ofMvc")
	void mvc(SpringCase aCase) {
		Before before = new Before(Asked.matrix(aCase));
		WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL);
		for (Class<?> controller : aCase.controllers()) {
			runner = runner.withUserConfiguration(controller);
		}
		WebApplicationContextRunner old = runner.withUserConfiguration(MvcSite.Before.class);
		for (Map<String, CorsConfiguration> filter : aCase.filters()) {
			old = old.withBean("filter" + aCase.filters().indexOf(filter), CorsFilter.class,
					() -> MvcSite.filter(filter));
		}
		if (!aCase.mappings().isEmpty()) {
			old = old.withBean(MvcSite.Mappings.class, () -> new MvcSite.Mappings(aCase.mappings()));
		}
		if (!aCase.sourceBean().isEmpty()) {
			old = old.withBean(CorsConfigurationSource.class, () -> MvcSite.source(aCase.sourceBean()));
		}
		old.run((context) -> before.ask(context, MvcSite.of(context)));
		runner.withUserConfiguration(MvcSite.After.class)
			.withInitializer((context) -> load(context, before.yaml()))
			.run((context) -> before
				.compare(MvcSite.of((WebApplicationContext) context.getSourceApplicationContext())));
	}

	@ParameterizedTest
	@MethodSource("ofWebFlux")
	void webFlux(SpringCase aCase) {
		Before before = new Before(Asked.matrix(aCase));
		ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner().withConfiguration(ALL);
		for (Class<?> controller : aCase.controllers()) {
			runner = runner.withUserConfiguration(controller);
		}
		ReactiveWebApplicationContextRunner old = runner.withUserConfiguration(WebFluxSite.Before.class);
		for (Map<String, CorsConfiguration> filter : aCase.filters()) {
			old = old.withBean("filter" + aCase.filters().indexOf(filter), CorsWebFilter.class,
					() -> WebFluxSite.filter(filter));
		}
		if (!aCase.mappings().isEmpty()) {
			old = old.withBean(WebFluxSite.Mappings.class, () -> new WebFluxSite.Mappings(aCase.mappings()));
		}
		if (!aCase.sourceBean().isEmpty()) {
			old = old.withBean(org.springframework.web.cors.reactive.CorsConfigurationSource.class,
					() -> WebFluxSite.source(aCase.sourceBean()));
		}
		old.run((context) -> before.ask(context, WebFluxSite.of(context)));
		runner.withUserConfiguration(WebFluxSite.After.class)
			.withInitializer((context) -> load(context, before.yaml()))
			.run((context) -> before.compare(WebFluxSite.of(context)));
	}

	static void load(ConfigurableApplicationContext context, String yaml) {
		try {
			new YamlPropertySourceLoader()
				.load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.forEach(context.getEnvironment().getPropertySources()::addFirst);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * What was, and what was told of it.
	 */
	static final class Before {

		private final List<Asked> matrix;

		private final Map<Asked, Answered> answers = new LinkedHashMap<>();

		private final Set<Kind> told = EnumSet.noneOf(Kind.class);

		private Migration migration = new Migration("", List.of());

		Before(List<Asked> matrix) {
			this.matrix = matrix;
		}

		void ask(org.springframework.context.ApplicationContext context, Site site) throws Exception {
			for (Asked asked : this.matrix) {
				this.answers.put(asked, site.ask(asked));
			}
			Migrator.Plan plan = Migrations.migrator(context).plan(Migrations.layers(context));
			this.migration = plan.migration();
			assertThat(Migrations.migrator(context).migrate(Migrations.layers(context))).isEqualTo(this.migration);
			plan.findings()
				.forEach((finding) -> plan.differences()
					.of(finding)
					.forEach((difference) -> this.told.add(difference.kind())));
			if (System.getProperty("migration.show") != null) {
				System.out.println(this.migration.yaml());
				this.migration.mechanisms().forEach(System.out::println);
			}
			assertYaml(this.migration);
		}

		String yaml() {
			return this.migration.yaml();
		}

		void compare(Site site) throws Exception {
			Set<Kind> shown = EnumSet.noneOf(Kind.class);
			List<String> unexplained = new ArrayList<>();
			for (Asked asked : this.matrix) {
				unexplained.addAll(new Comparison(asked, Objects.requireNonNull(this.answers.get(asked)),
						site.ask(asked), this.told)
					.unexplained(shown));
			}
			assertThat(unexplained.stream().limit(10)).as(this.migration.toString()).isEmpty();
			Set<Kind> needless = EnumSet.copyOf(this.told);
			needless.removeAll(shown);
			needless.removeAll(NOT_COVERED);
			if (this.told.contains(Kind.FAILS)) {
				// Where Spring answers nothing, nothing else shows.
				needless.removeAll(EnumSet.of(Kind.LISTS, Kind.BODY, Kind.ANY_ORIGIN));
			}
			assertThat(needless).as("told, and shows nowhere: %s", this.migration).isEmpty();
		}

	}

	private static void assertYaml(Migration migration) {
		List<String> names = migration.mechanisms()
			.stream()
			.flatMap((mechanism) -> mechanism.policies().stream())
			.distinct()
			.toList();
		Map<?, ?> document = new Yaml().load(migration.yaml());
		if (document == null) {
			assertThat(names).isEmpty();
			return;
		}
		Map<?, ?> cors = (Map<?, ?>) Objects.requireNonNull(document.get("cors"));
		Map<?, ?> policies = (Map<?, ?>) Objects.requireNonNull(cors.get("policies"));
		assertThat(policies.keySet().stream().map(String::valueOf).toList()).hasSameElementsAs(names)
			.allSatisfy((name) -> assertThat(name).matches("[a-z0-9-]+"));
	}

}
