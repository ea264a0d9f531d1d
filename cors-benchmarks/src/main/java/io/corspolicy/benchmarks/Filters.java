package io.corspolicy.benchmarks;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the filters, row by row: all variants of a row one right after the other, and
 * all rows once a round.
 */
final class Filters {

	/** As {@link GCProfiler} calls it. */
	private static final String BYTES = "gc.alloc.rate.norm";

	/** What is asked for if nothing is. */
	private static final String ANY = ".";

	private final Pace pace;

	private final Pattern rows;

	private final Results results = new Results();

	/**
	 * Prepare a measurement.
	 * @param pace how long everything is measured
	 * @param rows matches the rows that are
	 */
	Filters(Pace pace, Pattern rows) {
		this.pace = pace;
		this.rows = rows;
	}

	Results measure() throws RunnerException {
		for (int round = 1; round <= this.pace.rounds(); round++) {
			for (Stack stack : Stack.values()) {
				for (Row row : stack.rows()) {
					if (isChosen(stack, row) && !stack.variants(row, this.pace.all()).isEmpty()) {
						measure(stack, row);
						System.out.printf("%d/%d %s %s%s%n", round, this.pace.rounds(), stack, row, line(stack, row));
					}
				}
			}
		}
		return this.results;
	}

	/**
	 * In the short run, whatever is asked for by name and else what matters every day.
	 */
	private boolean isChosen(Stack stack, Row row) {
		boolean inRun = this.pace.all() || !this.rows.pattern().equals(ANY) || stack.isInShortRun(row);
		return inRun && this.rows.matcher(row.name()).find();
	}

	private String line(Stack stack, Row row) {
		StringBuilder line = new StringBuilder();
		for (Variant variant : stack.variants(row, this.pace.all())) {
			line.append("  %s %.1f ns %.0f B".formatted(variant, this.results.time(stack, row, variant),
					this.results.bytes(stack, row, variant)));
		}
		return line.toString();
	}

	private void measure(Stack stack, Row row) throws RunnerException {
		Set<Variant> variants = stack.variants(row, this.pace.all());
		ChainedOptionsBuilder options = new OptionsBuilder()
			.include("^" + Pattern.quote(stack.benchmark().getName()) + "\\.")
			.param("row", row.name())
			.forks(1)
			.warmupIterations(this.pace.warmups())
			.warmupTime(this.pace.warmup())
			.measurementIterations(this.pace.iterations())
			.measurementTime(this.pace.iteration())
			// Nothing is measured while it waits to be compiled, or on memory that is
			// touched for the first time.
			.jvmArgs("-Xbatch", "-Xmn64m", "-Xmx2g", "--add-opens=java.base/java.lang=ALL-UNNAMED",
					"-Dlogback.configurationFile=logback-benchmarks.xml")
			.addProfiler(GCProfiler.class)
			.addProfiler(ProcessorTime.class)
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true);
		if (stack != Stack.ENGINE) {
			options.param("variant", variants.stream().map(Variant::name).toArray(String[]::new));
		}
		for (RunResult run : new Runner(options.build()).run()) {
			Variant variant = (stack != Stack.ENGINE) ? Variant.valueOf(run.getParams().getParam("variant"))
					: Variant.OURS;
			add(stack, row, variant, run.getBenchmarkResults());
		}
	}

	private void add(Stack stack, Row row, Variant variant, Collection<BenchmarkResult> forks) {
		for (BenchmarkResult fork : forks) {
			for (IterationResult iteration : fork.getIterationResults()) {
				this.results.add(stack, row, variant,
						iteration.getSecondaryResults().get(ProcessorTime.NAME).getScore(),
						iteration.getSecondaryResults().get(BYTES).getScore());
			}
		}
	}

}
