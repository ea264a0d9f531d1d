package io.corspolicy.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.Explanation.Action;
import io.corspolicy.engine.explain.Explanation.Change;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Policies that requests are explained by, and the changes that hints advise.
 *
 * @param definitions the policies of the properties
 * @param declarations what annotations say, by path
 */
record ExplainedPolicies(List<PolicyDefinition> definitions, Map<String, PolicyDeclaration> declarations) {

	static ExplainedPolicies of(PolicyDefinition... definitions) {
		return new ExplainedPolicies(List.of(definitions), Map.of());
	}

	@SuppressWarnings("unchecked")
	static ExplainedPolicies read(Path file) throws IOException {
		List<PolicyDefinition> definitions = new ArrayList<>();
		for (Map<String, Object> policy : (List<Map<String, Object>>) new Yaml().load(Files.readString(file))) {
			PolicySpec spec = PolicySpec.empty();
			for (Attribute<?> attribute : Attribute.all()) {
				spec = with(spec, attribute, policy.get(attribute.name()));
			}
			List<String> paths = (List<String>) policy.getOrDefault("paths", List.of());
			definitions.add(new PolicyDefinition(String.valueOf(policy.get("name")), paths, spec));
		}
		return new ExplainedPolicies(definitions, Map.of());
	}

	ExplainedPolicies declaring(String path, String where, @Nullable String name, boolean enabled, PolicySpec spec) {
		Map<String, PolicyDeclaration> declarations = new LinkedHashMap<>(this.declarations);
		declarations.put(path, new PolicyDeclaration(where, name, enabled, spec, List.of()));
		return new ExplainedPolicies(this.definitions, declarations);
	}

	CorsPolicyRegistry registry() {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		List<MappedHandler> handlers = new ArrayList<>();
		this.declarations.forEach((path, declaration) -> handlers
			.add(new MappedHandler("handler", parser.parse(path), Set.of(), false, declaration)));
		handlers.add(new MappedHandler("handler", parser.parse("/plain/get-only"), Set.of("GET"), false, null));
		HandlerMappingModel mapping = new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
				ParsedPaths.DEFAULT, handlers, null);
		HandlerMappingModel endpoints = new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
				ParsedPaths.DEFAULT,
				List.of(new MappedHandler("endpoint", parser.parse("/actuator/health"), Set.of("GET"), false, null)),
				new HandlerMappingModel.Endpoints("/actuator", false));
		return new CorsPolicyRegistry(List.of(() -> this.definitions), () -> parser, PolicySpec::empty,
				() -> List.of(mapping, endpoints), List::of);
	}

	/** These policies once somebody has followed a hint. */
	ExplainedPolicies with(List<Change> changes) {
		ExplainedPolicies changed = this;
		for (Change change : changes) {
			changed = changed.with(change);
		}
		return changed;
	}

	private ExplainedPolicies with(Change change) {
		int at = change.policy().indexOf('@');
		List<PolicyDefinition> changed = this.definitions.stream()
			.map((definition) -> definition.name().equals(change.policy()) ? with(definition, change) : definition)
			.toList();
		Map<String, PolicyDeclaration> declarations = new LinkedHashMap<>(this.declarations);
		declarations.replaceAll((path, declaration) -> (at >= 0 && declaration.policyName().equals(change.policy()))
				? new PolicyDeclaration(declaration.where(), declaration.name(), true,
						with(declaration.spec(), declaration.spec().orElse(base(declaration)), change), List.of())
				: declaration);
		return new ExplainedPolicies(changed, declarations);
	}

	private PolicySpec base(PolicyDeclaration declaration) {
		return this.definitions.stream()
			.filter((definition) -> definition.name().equals(declaration.name()))
			.map(PolicyDefinition::spec)
			.findFirst()
			.orElse(PolicySpec.empty());
	}

	@SuppressWarnings("unchecked")
	private static PolicyDefinition with(PolicyDefinition definition, Change change) {
		if (!change.attribute().equals("paths")) {
			return new PolicyDefinition(definition.name(), definition.paths(),
					with(definition.spec(), definition.spec(), change));
		}
		List<String> paths = new ArrayList<>(definition.paths());
		paths.addAll((List<String>) change.value());
		return new PolicyDefinition(definition.name(), paths, definition.spec());
	}

	@SuppressWarnings("unchecked")
	private static PolicySpec with(PolicySpec spec, PolicySpec effective, Change change) {
		Attribute<?> attribute = Attribute.all()
			.stream()
			.filter((candidate) -> candidate.name().equals(change.attribute()))
			.findFirst()
			.orElseThrow();
		if (change.action() == Action.SET) {
			return with(spec, attribute, change.value());
		}
		List<String> entries = new ArrayList<>((List<String>) Objects.requireNonNull(effective.get(attribute)));
		entries.addAll((List<String>) change.value());
		return with(spec, attribute, entries);
	}

	@SuppressWarnings("unchecked")
	private static PolicySpec with(PolicySpec spec, Attribute<?> attribute, @Nullable Object value) {
		Object converted = (attribute == Attribute.MAX_AGE && value != null) ? Duration.parse(value.toString()) : value;
		return spec.with((Attribute<Object>) attribute, converted);
	}

}
