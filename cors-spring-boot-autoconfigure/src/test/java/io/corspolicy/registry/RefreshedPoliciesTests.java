package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A registry that was refreshed time and again is the same as one that reads the last
 * policies first: a refresh takes over what has not changed, and nobody notices.
 */
class RefreshedPoliciesTests {

	private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");

	private static final List<String> PATHS = List.of("/**", "/a/**", "/a/*", "/a/{x}", "/a/{y}", "/a/b", "/{x}/b",
			"/*/b", "/b/**", "/b/{*rest}", "/b/{n:[0-9]+}", "/actuator/**", "/a/b/");

	private static final List<String> WRONG_PATHS = List.of("/a/**/b", "c", "/{", "");

	private static final List<String> HOSTS = List.of("a.example.com", "b.example.com", "*.example.com",
			"{tenant}.example.org", "a.example.com:8443");

	private static final List<String> ORIGINS = List.of("https://one.example", "https://two.example",
			"https://*.three.example");

	private static final List<String> REQUESTS = List.of("/", "/a", "/a/", "/a/b", "/a/c", "/b", "/b/b", "/b/7", "/c/b",
			"/a/b/", "/actuator/health", "/a/b/c", "/h", "/b/%62");

	private static final List<String> REQUESTED_HOSTS = List.of("a.example.com", "b.example.com", "x.example.org",
			"elsewhere.example");

	private int refused;

	private int replaced;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void areThoseOfAFreshRegistry(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 4; round++) {
			change(new Application(random, random.nextInt(3) > 0), random);
		}
		assertThat(this.refused).isGreaterThan(10);
		assertThat(this.replaced).isGreaterThan(50);
	}

	private void change(Application application, Random random) {
		CorsPolicyRegistry refreshed = application.registry();
		refreshed.refresh();
		for (int step = 0; step < 30; step++) {
			Application before = application.copy();
			for (int changes = random.nextInt(3); changes >= 0; changes--) {
				application.change();
			}
			CorsPolicyRegistry fresh = application.registry();
			List<PolicyProblem> expected = problems(fresh::refresh);
			assertThat(problems(random.nextBoolean() ? refreshed::refresh : () -> {
				refreshed.refreshIfChanged();
				refreshed.refreshHandlers();
			})).isEqualTo(expected);
			if (expected.isEmpty()) {
				this.replaced++;
				checkSame(refreshed, fresh, random);
			}
			else {
				this.refused++;
				application.restore(before);
			}
		}
	}

	private static List<PolicyProblem> problems(Runnable refresh) {
		try {
			refresh.run();
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems();
		}
	}

	private static void checkSame(CorsPolicyRegistry refreshed, CorsPolicyRegistry fresh, Random random) {
		assertThat(texts(refreshed.policies())).isEqualTo(texts(fresh.policies()));
		assertThat(texts(refreshed.annotatedPolicies())).isEqualTo(texts(fresh.annotatedPolicies()));
		assertThat(observed(refreshed)).isEqualTo(observed(fresh));
		assertThat(refreshed.warnings()).isEqualTo(fresh.warnings());
		assertThat(refreshed.routes()).isEqualTo(fresh.routes());
		for (String pattern : PATHS) {
			assertThat(refreshed.overlapping(pattern)).isEqualTo(fresh.overlapping(pattern));
		}
		assertThat(entries(refreshed)).isEqualTo(entries(fresh));
		for (String path : REQUESTS) {
			for (String host : REQUESTED_HOSTS) {
				String method = random.nextBoolean() ? "GET" : "PUT";
				PlainPathReader reader = new PlainPathReader(host);
				PolicySet expected = fresh.snapshot().find(path, reader, method);
				assertThat(text(refreshed, refreshed.snapshot().find(path, reader, method))).as("%s %s", host, path)
					.isEqualTo(text(fresh, expected));
			}
			PathContainer parsed = PathContainer.parsePath(path);
			assertThat(text(refreshed, PolicyLookup.find(refreshed, parsed, "GET")))
				.isEqualTo(text(fresh, PolicyLookup.find(fresh, parsed, "GET")));
			BrowserRequest request = BrowserRequest
				.of(ORIGINS.get(random.nextInt(ORIGINS.size())), "PUT", path, List.of(), random.nextBoolean())
				.to("https://" + REQUESTED_HOSTS.get(random.nextInt(REQUESTED_HOSTS.size())));
			assertThat(refreshed.explain(request)).isEqualTo(fresh.explain(request));
		}
	}

	/** The order of what is matched, and whatever stands there. */
	private static List<String> entries(CorsPolicyRegistry registry) {
		Snapshot snapshot = registry.snapshot();
		return Stream.of(snapshot.policies(), snapshot.endpointPolicies())
			.flatMap((index) -> index.entries().stream())
			.map((entry) -> entry.rank() + " " + entry.pattern() + " " + entry.shape() + " "
					+ entry.policies().stream().map(RefreshedPoliciesTests::text).toList() + " "
					+ entry.hosted()
						.hosts()
						.stream()
						.map((host) -> host + "=" + entry.policies(host).stream().map(CompiledPolicy::name).toList())
						.sorted()
						.toList())
			.toList();
	}

	private static List<String> texts(List<RegisteredPolicy> policies) {
		return policies.stream()
			.map((policy) -> text(policy.policy(), policy.candidate()) + policy.paths() + policy.pathsWrittenAt())
			.toList();
	}

	/** All policies, and their candidates. */
	private static List<String> observed(CorsPolicyRegistry registry) {
		ObservedPolicies observed = registry.snapshot().observed();
		return observed.all().stream().map((policy) -> text(policy, observed.candidates().get(policy))).toList();
	}

	private static String text(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
		return text(policy) + ((candidate != null) ? " then " + text(candidate) : "");
	}

	private static String text(CompiledPolicy policy) {
		StringBuilder text = new StringBuilder(policy.name());
		PolicySpec spec = policy.spec();
		spec.attributes()
			.stream()
			.map((attribute) -> " " + attribute.name() + "=" + spec.get(attribute) + "@" + spec.writtenAt(attribute))
			.sorted()
			.forEach(text::append);
		return text.toString();
	}

	private static @Nullable String text(CorsPolicyRegistry registry, @Nullable PolicySet set) {
		PolicySet candidates = (set != null) ? registry.snapshot().observed().candidates(set) : null;
		return (set != null) ? set.names() + " then " + ((candidates != null) ? candidates.names() : "") : null;
	}

	/**
	 * Two sources and the handlers of an application, all of which change.
	 */
	private static final class Application {

		private final Random random;

		/** Whether sources make their definitions anew whenever they are read. */
		private final boolean anew;

		private List<List<PolicyDefinition>> sources = List.of(new ArrayList<>(), new ArrayList<>());

		private List<MappedHandler> handlers = new ArrayList<>();

		Application(Random random, boolean anew) {
			this.random = random;
			this.anew = anew;
		}

		Application copy() {
			Application copy = new Application(this.random, this.anew);
			copy.restore(this);
			return copy;
		}

		void restore(Application other) {
			this.sources = other.sources.stream()
				.map((source) -> (List<PolicyDefinition>) new ArrayList<>(source))
				.toList();
			this.handlers = new ArrayList<>(other.handlers);
		}

		CorsPolicyRegistry registry() {
			PathPatternParser parser = new PathPatternParser();
			return new CorsPolicyRegistry(List.of(() -> read(0), () -> read(1)), () -> parser, PolicySpec::empty,
					() -> List.of(
							new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
									this.handlers, null),
							new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, ParsedPaths.DEFAULT,
									List.of(handler("/actuator/health", null)),
									new HandlerMappingModel.Endpoints("/actuator", false))),
					List::of);
		}

		private List<PolicyDefinition> read(int source) {
			return this.sources.get(source)
				.stream()
				.map((definition) -> this.anew ? copy(definition) : definition)
				.toList();
		}

		private static PolicyDefinition copy(PolicyDefinition definition) {
			PolicySpec spec = definition.spec();
			return new PolicyDefinition(definition.name(), new ArrayList<>(definition.paths()),
					PolicySpec.empty().orElse(spec), definition.candidate(), definition.pathsWrittenAt());
		}

		void change() {
			List<PolicyDefinition> source = this.sources.get(this.random.nextInt(2));
			int place = source.isEmpty() ? 0 : this.random.nextInt(source.size());
			switch (this.random.nextInt(source.isEmpty() ? 3 : 13)) {
				case 0, 1 -> source.add(place, definition(unused()));
				case 2 -> changeHandler();
				case 3 -> source.remove(place);
				case 8 -> source.set(place, renamed(source.get(place), unused()));
				case 4 -> Collections.swap(source, place, this.random.nextInt(source.size()));
				case 5 -> source.set(place, definition(source.get(place).name()));
				case 6 -> source.set(place, with(source.get(place), paths(), source.get(place).candidate()));
				case 7 -> source.set(place, with(source.get(place), source.get(place).paths(), used()));
				default -> source.set(place, withSpec(source.get(place), respelt(source.get(place).spec())));
			}
		}

		/** A name that nobody has, but seldom. */
		private String unused() {
			List<String> names = new ArrayList<>(NAMES);
			if (this.random.nextInt(20) > 0) {
				names.removeAll(names());
			}
			return one(names.isEmpty() ? NAMES : names);
		}

		/** A name that somebody has, but seldom. */
		private String used() {
			List<String> names = names();
			return one((names.isEmpty() || this.random.nextInt(10) == 0) ? NAMES : names);
		}

		private List<String> names() {
			return this.sources.stream().flatMap(List::stream).map(PolicyDefinition::name).toList();
		}

		private static PolicyDefinition with(PolicyDefinition definition, List<String> paths,
				@Nullable String candidate) {
			return new PolicyDefinition(definition.name(), paths, definition.spec(), candidate,
					definition.pathsWrittenAt());
		}

		private static PolicyDefinition renamed(PolicyDefinition definition, String name) {
			return new PolicyDefinition(name, definition.paths(), definition.spec(), definition.candidate(),
					definition.pathsWrittenAt());
		}

		private static PolicyDefinition withSpec(PolicyDefinition definition, PolicySpec spec) {
			return new PolicyDefinition(definition.name(), definition.paths(), spec, definition.candidate(),
					definition.pathsWrittenAt());
		}

		private PolicyDefinition definition(String name) {
			return new PolicyDefinition((this.random.nextInt(40) == 0) ? "Not_" + name : name, paths(),
					respelt(PolicySpec.empty()
						.with(Attribute.ALLOWED_ORIGINS, List.of("https://" + name + ".example"))),
					(this.random.nextInt(6) == 0) ? used() : null, null);
		}

		private List<String> paths() {
			int number = this.random.nextInt(7) % 4;
			List<String> paths = new ArrayList<>();
			while (paths.size() < number) {
				paths.add(one((this.random.nextInt(30) == 0) ? WRONG_PATHS : PATHS));
			}
			return paths;
		}

		/** The same but for one attribute, or the place where one was written. */
		private PolicySpec respelt(PolicySpec spec) {
			int line = this.random.nextInt(3);
			PolicySpec changed = switch (this.random.nextInt(10)) {
				case 0 -> spec.with(Attribute.HOSTS, List.of(one(HOSTS)));
				case 1 -> spec.with(Attribute.HOSTS, List.of(one(HOSTS), one(HOSTS)));
				case 2 -> spec.with(Attribute.ENABLED, this.random.nextInt(4) > 0);
				case 3 -> spec.with(Attribute.SEND_WITHOUT_ORIGIN, this.random.nextInt(4) == 0);
				case 4 ->
					spec.with(Attribute.ALLOWED_METHODS, Arrays.asList("GET", one(List.of("PUT", "POST", "get"))));
				case 5 -> spec.with(Attribute.REJECT_DISALLOWED, this.random.nextBoolean());
				case 6 -> spec.with(Attribute.ALLOW_CREDENTIALS, this.random.nextBoolean());
				default -> spec.with(Attribute.ALLOWED_ORIGINS, List.of(one(ORIGINS)));
			};
			return (line > 0) ? changed.withPlaces((attribute) -> "line " + line) : changed;
		}

		private void changeHandler() {
			if (this.handlers.size() > 3) {
				this.handlers.remove(this.random.nextInt(this.handlers.size()));
				return;
			}
			String name = this.random.nextBoolean() ? used() : null;
			PolicySpec own = switch (this.random.nextInt(3)) {
				case 0 -> PolicySpec.empty();
				case 1 -> PolicySpec.empty().with(Attribute.ALLOW_CREDENTIALS, false);
				default -> PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(one(ORIGINS)));
			};
			int number = this.random.nextInt(100);
			this.handlers.add(handler(one(List.of("/a/b", "/h", "/b/{id}", "/a/{x}/c")), (this.random.nextInt(3) == 0)
					? null : new PolicyDeclaration("H#h" + number, name, this.random.nextInt(5) > 0, own, List.of())));
		}

		private static MappedHandler handler(String path, @Nullable PolicyDeclaration declaration) {
			return new MappedHandler("handler of " + path, PathPatternParser.defaultInstance.parse(path), Set.of("GET"),
					false, declaration);
		}

		private <T> T one(List<T> all) {
			return all.get(this.random.nextInt(all.size()));
		}

	}

}
