package io.corspolicy.browsers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import org.springframework.util.FileSystemUtils;

/**
 * A directory, and programs that work in it. When it is closed they are ended, whatever
 * they have started is ended, and the directory is deleted.
 */
final class Workplace implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Pattern SESSION = Pattern.compile("^XDG_|^DBUS_|DISPLAY$");

	private static final Path PARENT = Path.of("target", "browsers").toAbsolutePath();

	private final Path directory;

	private final List<Process> processes = new ArrayList<>();

	// A build that is interrupted closes nothing.
	private final Thread ending = new Thread(this::endAll);

	Workplace(String name) throws IOException {
		Files.createDirectories(PARENT);
		this.directory = Files.createTempDirectory(PARENT, name + "-");
		Runtime.getRuntime().addShutdownHook(this.ending);
	}

	Path directory() {
		return this.directory;
	}

	/**
	 * Start a program. It takes the directory for its user's home and for temporary
	 * files, and writes its output there.
	 * @param program its name, on the {@code PATH}
	 * @param environment further variables
	 * @param arguments the arguments
	 * @return the program
	 */
	Program start(String program, Map<String, String> environment, List<String> arguments) throws IOException {
		Path log = this.directory.resolve(program + ".log");
		List<String> command = new ArrayList<>(List.of(Engine.find(program)));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		// A user's own session is none of a test's business.
		builder.environment().keySet().removeIf((name) -> SESSION.matcher(name).find());
		builder.environment()
			.putAll(Map.of("HOME", this.directory.toString(), "TMPDIR", this.directory.toString(), "XDG_RUNTIME_DIR",
					this.directory.toString()));
		builder.environment().putAll(environment);
		Process process = builder.start();
		this.processes.add(process);
		return new Program(process, log);
	}

	@Override
	public void close() throws IOException {
		endAll();
		Runtime.getRuntime().removeShutdownHook(this.ending);
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private void endAll() {
		// Listed first: whoever outlives its parent is nobody's descendant any more.
		List<ProcessHandle> all = this.processes.stream()
			.flatMap((process) -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
			.toList();
		all.forEach(ProcessHandle::destroy);
		CompletableFuture<Void> ended = CompletableFuture
			.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
		ended.copy().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
		all.forEach(ProcessHandle::destroyForcibly);
		ended.orTimeout(10, TimeUnit.SECONDS).join();
	}

	/**
	 * A running program.
	 *
	 * @param process the process
	 * @param log what it prints
	 */
	record Program(Process process, Path log) {

		/**
		 * Wait until the program is ready.
		 * @param ready whether it is
		 * @throws IllegalStateException if it ends before
		 */
		void await(BooleanSupplier ready) {
			Awaitility.await()
				.pollInterval(Duration.ofMillis(20))
				.atMost(PATIENCE)
				.until(() -> !this.process.isAlive() || ready.getAsBoolean());
			if (!this.process.isAlive()) {
				throw new IllegalStateException(output());
			}
		}

		/**
		 * Wait until the program has printed something.
		 * @param pattern what it is to print, with a group
		 * @return the group
		 */
		String awaitOutput(Pattern pattern) {
			await(() -> pattern.matcher(output()).find());
			Matcher matcher = pattern.matcher(output());
			matcher.find();
			return matcher.group(1);
		}

		private String output() {
			try {
				return Files.readString(this.log);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
