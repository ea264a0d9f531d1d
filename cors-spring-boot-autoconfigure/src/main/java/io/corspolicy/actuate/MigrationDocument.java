package io.corspolicy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.corspolicy.migration.Migration;

/**
 * A migration, as plain maps.
 */
final class MigrationDocument {

	private MigrationDocument() {
	}

	static Map<String, Object> render(Migration migration) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("yaml", migration.yaml());
		document.put("mechanisms", migration.mechanisms().stream().map(MigrationDocument::render).toList());
		return document;
	}

	private static Map<String, Object> render(Migration.Mechanism mechanism) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("kind", mechanism.kind());
		document.put("source", mechanism.source());
		document.put("policies", mechanism.policies());
		document.put("differences", mechanism.differences());
		return document;
	}

}
