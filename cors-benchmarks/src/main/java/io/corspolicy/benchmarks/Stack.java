package io.corspolicy.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.benchmarks.engine.EngineBenchmark;
import io.corspolicy.benchmarks.reactive.ReactiveBenchmark;
import io.corspolicy.benchmarks.servlet.ServletBenchmark;

/**
 * What a request is handed to.
 */
enum Stack {

	/** A servlet filter. */
	SERVLET("Servlet filters"),

	/** A reactive web filter. */
	REACTIVE("Web filters"),

	/** The engine alone. */
	ENGINE("The engine's decision alone");

	private final String title;

	Stack(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	Measured measured(Row row, Variant variant) {
		return switch (this) {
			case SERVLET -> new ServletBenchmark(row, variant);
			case REACTIVE -> new ReactiveBenchmark(row, variant);
			case ENGINE -> new EngineBenchmark(row);
		};
	}

	List<Row> rows() {
		return Row.all().stream().filter(this::has).toList();
	}

	boolean isInShortRun(Row row) {
		return this != ENGINE && row.isInShortRun();
	}

	private boolean has(Row row) {
		return switch (this) {
			case SERVLET -> true;
			case REACTIVE -> row instanceof EverydayRow;
			case ENGINE -> row.isForEngine();
		};
	}

	Set<Variant> variants(Row row, boolean all) {
		Set<Variant> variants = row.variants(all);
		switch (this) {
			case SERVLET -> {
			}
			case REACTIVE -> variants.retainAll(EnumSet.range(Variant.EMPTY, Variant.SPRING));
			case ENGINE -> variants.retainAll(EnumSet.of(Variant.OURS));
		}
		return variants;
	}

}
