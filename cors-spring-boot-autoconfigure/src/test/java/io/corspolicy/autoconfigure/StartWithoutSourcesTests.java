package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.autoconfigure.report.CorsPolicyReport;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.logs.CapturedLog;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.registry.PolicySourceException;
import io.corspolicy.registry.RefreshState;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A start while a source of policies is down, or says what is invalid.
 */
class StartWithoutSourcesTests {

	private static final String APP = "https://app.example.com";

	private static final String TENANT = "https://tenant.example.com";

	private static final String[] POLICIES = { "cors.policies.api.paths=/api/**",
			"cors.policies.api.allowed-origins=" + APP };

	private static final String WITHOUT = "cors.start-without-sources=true";

	@AutoClose
	private final CapturedLog log = new CapturedLog(RefreshLog.class.getName(), Level.INFO);

	@AutoClose
	private final CapturedLog report = new CapturedLog(CorsPolicyReport.LOGGER_NAME, Level.WARN);

	private final Tenants tenants = new Tenants();

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
				CorsPolicyReportAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withPropertyValues(POLICIES)
		.withBean("tenants", PolicySource.class, () -> this.tenants);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
				CorsPolicyReportAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withPropertyValues(POLICIES)
		.withBean("tenants", PolicySource.class, () -> this.tenants);

	@Test
	void aSourceThatIsDownStopsTheStartAndIsNamed() {
		this.tenants.failure = new IllegalStateException("down");
		this.servlet.run((context) -> {
			PolicySourceException failure = (PolicySourceException) context.getStartupFailure();
			FailureAnalysis analysis = new PolicySourceFailureAnalyzer().analyze(failure);
			assertThat(Objects.requireNonNull(analysis).getDescription()).contains("The policy source "
					+ Tenants.class.getName() + " can't be read: java.lang.IllegalStateException \"down\".");
			assertThat(analysis.getAction()).contains("cors.start-without-sources");
		});
		this.reactive.run((context) -> assertThat(context).getFailure().isInstanceOf(PolicySourceException.class));
	}

	@Test
	void startsWithWhatTheOthersGiveAndTakesTheRestLater() {
		this.servlet.withPropertyValues(WITHOUT, "cors.refresh-interval=1h")
			.run((context) -> startsAndTakesTheRestLater(context.getBean(CorsPolicyRegistry.class)));
		this.reactive.withPropertyValues(WITHOUT, "cors.refresh-interval=1h")
			.run((context) -> startsAndTakesTheRestLater(context.getBean(CorsPolicyRegistry.class)));
		assertThat(lines()).hasSize(2)
			.allSatisfy((line) -> assertThat(line)
				.startsWith("ERROR The application starts without the CORS policies of " + Tenants.class.getName())
				.contains("\"down\"", "It is asked again at cors.refresh-interval"));
	}

	/** The bean is down when its context starts. */
	private void startsAndTakesTheRestLater(CorsPolicyRegistry registry) {
		assertThat(names(registry)).containsExactly("api");
		RefreshState state = registry.refreshState();
		assertThat(state.failing()).isTrue();
		assertThat(state.lastSuccess()).isNull();
		assertThat(state.lastFailure()).isNotNull();
		assertThat(state.sources()).extracting(RefreshState.Source::missing).containsOnlyOnce(true);
		assertThatExceptionOfType(PolicySourceException.class).isThrownBy(registry::refreshIfChanged);
		assertThatExceptionOfType(PolicySourceException.class).isThrownBy(registry::refresh);
		assertThat(names(registry)).containsExactly("api");
		this.tenants.failure = null;
		assertThat(registry.refreshIfChanged()).isTrue();
		assertThat(names(registry)).containsExactlyInAnyOrder("api", "tenant");
		assertThat(registry.refreshState().failing()).isFalse();
		assertThat(registry.refreshState().lastSuccess()).isNotNull();
		this.tenants.failure = new IllegalStateException("down");
	}

	@Test
	void withoutAnIntervalItSaysWhoAsksAgain() {
		this.servlet.withPropertyValues(WITHOUT).run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines()).singleElement()
			.asString()
			.endsWith("Without cors.refresh-interval it is asked again only by CorsPolicyRegistry.refresh().");
	}

	@Test
	void aHandlerWhosePolicyIsMissingAllowsNothing() {
		this.servlet.withPropertyValues(WITHOUT)
			.withBean(Handlers.class)
			.run((context) -> allowsNothing(context.getBean(CorsPolicyRegistry.class)));
		this.reactive.withPropertyValues(WITHOUT)
			.withBean(Handlers.class)
			.run((context) -> allowsNothing(context.getBean(CorsPolicyRegistry.class)));
		assertThat(this.report.events()).hasSize(2)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).contains("@CorsPolicy on ", "\"tenant\"",
					"no source has this policy that could be read"));
	}

	private void allowsNothing(CorsPolicyRegistry registry) {
		for (String path : List.of("/named", "/changed")) {
			for (String origin : List.of(APP, TENANT)) {
				assertThat(registry.explain(origin, "GET", path, List.of(), false).verdict())
					.isEqualTo(Explanation.Verdict.BLOCKED);
			}
		}
		assertThat(registry.explain(APP, "GET", "/api/x", List.of(), false).verdict())
			.isEqualTo(Explanation.Verdict.ALLOWED);
		this.tenants.failure = null;
		registry.refresh();
		assertThat(registry.explain(TENANT, "GET", "/named", List.of(), false).verdict())
			.isEqualTo(Explanation.Verdict.ALLOWED);
		this.tenants.failure = new IllegalStateException("down");
	}

	@Test
	void aNameThatNobodyHasStopsTheStartOnceAllSourcesAreThere() {
		this.tenants.failure = null;
		this.tenants.definitions = List.of();
		this.servlet.withPropertyValues(WITHOUT)
			.withBean(Handlers.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(InvalidPolicyException.class));
	}

	@Test
	void aCandidateThatIsMissingIsNone() {
		this.servlet.withPropertyValues(WITHOUT, "cors.policies.api.candidate=tenant").run((context) -> {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			assertThat(registry.policies().get(0).candidate()).isNull();
			this.tenants.failure = null;
			registry.refreshIfChanged();
			assertThat(registry.policies()).filteredOn((policy) -> policy.name().equals("api"))
				.allSatisfy((policy) -> assertThat(policy.candidate()).isNotNull());
		});
	}

	@Test
	void whatMissingPoliciesMayNeedIsNotCalledNeedless() {
		this.servlet
			.withPropertyValues(WITHOUT, "cors.policies.next.allowed-origins=" + APP, "cors.policies.api.paths=/api/*")
			.withBean(Handlers.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.report.events()).singleElement()
			.asString()
			.contains("no source has this policy that could be read");
	}

	@Test
	void invalidPoliciesOfASourceAreLeftOutToo() {
		this.tenants.failure = null;
		this.tenants.definitions = List.of(definition("tenant", "https://tenant.example.com/"));
		this.servlet.withPropertyValues(WITHOUT)
			.withBean("others", PolicySource.class, () -> () -> List.of(definition("other", TENANT)))
			.run((context) -> assertThat(names(context.getBean(CorsPolicyRegistry.class)))
				.containsExactlyInAnyOrder("api", "other"));
		assertThat(lines()).singleElement()
			.asString()
			.contains("without the CORS policies of " + Tenants.class.getName(),
					"The CORS configuration has a problem:", "https://tenant.example.com/");
	}

	@Test
	void twoSourcesThatContradictEachOther() {
		this.tenants.failure = null;
		this.servlet.withPropertyValues(WITHOUT)
			.withBean("others", PolicySource.class, () -> () -> List.of(definition("tenant", TENANT)))
			.run((context) -> assertThat(names(context.getBean(CorsPolicyRegistry.class)))
				.containsExactlyInAnyOrder("api", "tenant"));
		assertThat(lines()).singleElement().asString().startsWith("ERROR The application starts without");
	}

	@Test
	void propertiesAreNeverLeftOut() {
		this.servlet.withPropertyValues(WITHOUT, "cors.policies.api.max-age=soon")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidPolicyException.class, (ex) -> assertThat(ex.problems()).singleElement()
					.satisfies((problem) -> assertThat(problem.field()).isEqualTo("max-age"))));
	}

	@Test
	void whoeverAsksBeforeTheStartGetsTheSame() {
		List<String> early = new ArrayList<>();
		this.servlet.withPropertyValues(WITHOUT)
			.withBean(Early.class, early)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(early).containsExactly("api");
	}

	private static List<String> names(CorsPolicyRegistry registry) {
		return registry.policies().stream().map(RegisteredPolicy::name).toList();
	}

	private List<String> lines() {
		return this.log.events().stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	private static PolicyDefinition definition(String name, String origin) {
		return new PolicyDefinition(name, List.of("/" + name),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
	}

	/**
	 * A source that is down at first.
	 */
	private static final class Tenants implements PolicySource {

		private volatile @Nullable RuntimeException failure = new IllegalStateException("down");

		private volatile List<PolicyDefinition> definitions = List.of(definition("tenant", TENANT));

		@Override
		public List<PolicyDefinition> policies() {
			RuntimeException thrown = this.failure;
			if (thrown != null) {
				throw thrown;
			}
			return this.definitions;
		}

	}

	/**
	 * Asks for the policies before they are there.
	 */
	static class Early {

		Early(List<String> names, CorsPolicyRegistry registry) {
			names.addAll(names(registry));
		}

	}

	@RestController
	static class Handlers {

		@CorsPolicy("tenant")
		@GetMapping("/named")
		String named() {
			return "";
		}

		@CorsPolicy(value = "tenant", maxAge = "1m", allowedOrigins = APP)
		@GetMapping("/changed")
		String changed() {
			return "";
		}

		@GetMapping("/api/deeper/down")
		String deeper() {
			return "";
		}

	}

}
