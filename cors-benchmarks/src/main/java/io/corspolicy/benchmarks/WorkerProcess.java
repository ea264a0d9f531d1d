package io.corspolicy.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Worker} in a virtual machine of its own, which does nothing while it is not
 * asked to.
 */
final class WorkerProcess implements AutoCloseable {

	private static final List<String> OPTIONS = List.of(
			// Nothing is measured while it waits to be compiled, or on memory that is
			// touched for the first time.
			"-Xbatch", "-Xmn64m", "-Xmx2g", "--add-opens=java.base/java.lang=ALL-UNNAMED",
			"-Dlogback.configurationFile=logback-benchmarks.xml",
			// Or what filters put around the response would be seen to be unused.
			"-XX:CompileCommand=quiet",
			"-XX:CompileCommand=dontinline,io/corspolicy/benchmarks/servlet/ServletApplication.doFilter",
			"-XX:CompileCommand=dontinline,io/corspolicy/benchmarks/reactive/ReactiveApplication.filter");

	private static final int ENOUGH = 50_000;

	private final Process process;

	private final PrintWriter input;

	private final BufferedReader output;

	private int requests = 1;

	WorkerProcess(Stack stack, Row row, Variant variant) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(OPTIONS);
		command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Worker.class.getName(),
				stack.name(), row.name(), variant.name()));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.input = new PrintWriter(this.process.outputWriter(StandardCharsets.US_ASCII), true);
		this.output = this.process.inputReader(StandardCharsets.US_ASCII);
	}

	/**
	 * Warm up, by calls and by processor time: on a machine that has much else to do the
	 * clock tells nothing of what was compiled.
	 */
	void warmUp(Pace pace) throws IOException {
		double nanoseconds = run(1).nanoseconds();
		double time = nanoseconds;
		int calls = 1;
		while (time < pace.warmUp() || (time < 2 * pace.warmUp() && calls < ENOUGH)) {
			// The first requests may be a thousand times as slow as those that are
			// compiled.
			int next = (int) Math.max(1, Math.min(calls, pace.warmUp() / 4 / nanoseconds));
			nanoseconds = run(next).nanoseconds();
			time += next * nanoseconds;
			calls += next;
		}
		this.requests = (int) Math.max(1, pace.slice() / nanoseconds);
	}

	/** Returns when the process has answered its first request. */
	void awaitStart() throws IOException {
		run(1);
	}

	Slice slice() throws IOException {
		return run(this.requests);
	}

	private Slice run(int requests) throws IOException {
		this.input.println(requests);
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (Slice.isIn(line)) {
				return Slice.parse(line);
			}
		}
		throw new IOException("the filter's process has ended: see above");
	}

	@Override
	public void close() {
		this.input.close();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.process.destroyForcibly();
	}

}
