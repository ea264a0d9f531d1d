package io.corspolicy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.registry.CorsPolicyRegistry;

/**
 * An explanation, as plain maps.
 */
final class ExplanationDocument {

	private final PolicyDocument policies;

	private final ChangeText changeText;

	/**
	 * Create a document.
	 * @param registry knows where the deciding attributes were written
	 * @param inProperties whether the policy of a name is written under
	 * {@code cors.policies}
	 */
	ExplanationDocument(CorsPolicyRegistry registry, Predicate<String> inProperties) {
		this.policies = new PolicyDocument(registry, Excerpt.BEGINNING);
		this.changeText = new ChangeText(registry, inProperties);
	}

	Map<String, Object> render(Explanation explanation) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("verdict", explanation.verdict().name());
		if (explanation.policy() != null) {
			document.put("policy", explanation.policy());
		}
		document.put("preflight", render(explanation.preflight()));
		document.put("actual", render(explanation.actual()));
		document.put("steps", explanation.steps().stream().map(ExplanationDocument::render).toList());
		document.put("deciding",
				explanation.decidingAttributes()
					.stream()
					.map((attribute) -> this.policies.render(explanation.policy(), attribute))
					.toList());
		if (explanation.hint() != null) {
			document.put("hint", explanation.hint());
		}
		document.put("changes", explanation.changes().stream().map(ExplanationDocument::render).toList());
		String yaml = this.changeText.yaml(explanation.changes());
		if (yaml != null) {
			document.put("yaml", yaml);
		}
		return document;
	}

	private static Map<String, Object> render(Explanation.Exchange exchange) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("sent", exchange.sent());
		document.put("because", exchange.why());
		document.put("requestHeaders", exchange.requestHeaders());
		if (exchange.status() != null) {
			document.put("status", exchange.status());
		}
		document.put("headers", exchange.responseHeaders());
		if (exchange.reason() != null) {
			document.put("reason", exchange.reason().code());
		}
		return document;
	}

	private static Map<String, Object> render(Explanation.Step step) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("phase", PolicyDocument.lowerCase(step.phase()));
		document.put("step", step.name());
		document.put("reference", step.reference());
		document.put("outcome", PolicyDocument.lowerCase(step.outcome()));
		document.put("detail", step.detail());
		return document;
	}

	private static Map<String, Object> render(Explanation.Change change) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("policy", change.policy());
		document.put("attribute", change.attribute());
		document.put("action", PolicyDocument.lowerCase(change.action()));
		document.put("value", change.value());
		return document;
	}

}
