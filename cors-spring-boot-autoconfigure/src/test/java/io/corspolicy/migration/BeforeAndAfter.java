package io.corspolicy.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.autoconfigure.Migrations;
import io.corspolicy.migration.Difference.Subject;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application answered with Spring's CORS, what the migration told of it, and
 * what it answers with the policies.
 */
final class BeforeAndAfter {

	/** What no request of the matrix could show. */
	private static final Set<Subject> NOT_COVERED = EnumSet.of(Subject.NOT_IN_FORCE, Subject.UNREADABLE,
			Subject.COMPUTED, Subject.PROCESSOR, Subject.DEFAULTS, Subject.ENDPOINTS, Subject.SECURITY,
			Subject.CONDITIONS, Subject.NAVIGATION);

	private final List<Asked> matrix;

	private final Map<Asked, Answered> answers = new LinkedHashMap<>();

	private final Set<Subject> told = EnumSet.noneOf(Subject.class);

	private Migration migration = new Migration("", List.of());

	BeforeAndAfter(List<Asked> matrix) {
		this.matrix = matrix;
	}

	void ask(ApplicationContext context, Site site) throws Exception {
		for (Asked asked : this.matrix) {
			this.answers.put(asked, site.ask(asked));
		}
		Migrator.Plan plan = Migrations.migrator(context).plan(Migrations.layers(context));
		this.migration = plan.migration();
		assertThat(Migrations.migrator(context).migrate(Migrations.layers(context))).isEqualTo(this.migration);
		plan.mechanisms()
			.keySet()
			.forEach((finding) -> plan.differences()
				.of(finding)
				.forEach((difference) -> this.told.add(difference.subject())));
		if (System.getProperty("migration.show") != null) {
			System.out.println(this.migration.yaml());
			this.migration.mechanisms().forEach(System.out::println);
		}
		assertYaml(this.migration);
	}

	void load(ConfigurableApplicationContext context) {
		try {
			new YamlPropertySourceLoader()
				.load("application.yml", new ByteArrayResource(this.migration.yaml().getBytes(StandardCharsets.UTF_8)))
				.forEach(context.getEnvironment().getPropertySources()::addFirst);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Migration migration() {
		return this.migration;
	}

	void compare(Site site) throws Exception {
		Set<Subject> shown = EnumSet.noneOf(Subject.class);
		List<String> unexplained = new ArrayList<>();
		for (Asked asked : this.matrix) {
			unexplained.addAll(
					new Comparison(asked, Objects.requireNonNull(this.answers.get(asked)), site.ask(asked), this.told)
						.unexplained(shown));
		}
		assertThat(unexplained.stream().limit(10)).as(this.migration.toString()).isEmpty();
		Set<Subject> needless = EnumSet.copyOf(this.told);
		needless.removeAll(shown);
		needless.removeAll(NOT_COVERED);
		if (this.told.contains(Subject.FAILS)) {
			// Where Spring answers nothing, nothing else shows.
			needless.removeAll(EnumSet.of(Subject.LISTS, Subject.BODY, Subject.ANY_ORIGIN));
		}
		assertThat(needless).as("told, and shows nowhere: %s", this.migration).isEmpty();
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
