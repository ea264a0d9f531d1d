package io.corspolicy.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs of the machine as a user without special rights.
 */
final class Program {

	private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

	/** The program's own user, where these tests are run by root. */
	private final String user;

	private final Path directory;

	/**
	 * Prepare to start programs.
	 * @param user the user, for tests that are run by root
	 * @param directory the directory for all that they write
	 */
	Program(String user, Path directory) throws IOException {
		this.user = user;
		this.directory = directory;
		if (ROOT) {
			Files.setOwner(directory,
					directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
		}
	}

	/**
	 * Start a program, which ends with these tests at the latest.
	 * @param environment its variables
	 * @param command its command line
	 * @return the process
	 */
	Process start(Map<String, String> environment, List<String> command) throws IOException {
		List<String> line = new ArrayList<>();
		if (ROOT) {
			line.addAll(List.of("setpriv", "--reuid=" + this.user, "--regid=" + this.user, "--clear-groups"));
		}
		line.addAll(command);
		ProcessBuilder builder = new ProcessBuilder(line).directory(this.directory.toFile()).redirectErrorStream(true);
		builder.environment().putAll(environment);
		builder.environment().put("HOME", this.directory.toString());
		Path log = Path.of("target", Path.of(command.get(0)).getFileName() + ".log").toAbsolutePath();
		Process process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
		return process;
	}

	/**
	 * Run a program that ends by itself.
	 * @param command its command line
	 */
	void run(String... command) throws IOException {
		Process process = start(Map.of(), List.of(command));
		if (!hasEnded(process) || process.exitValue() != 0) {
			process.destroyForcibly();
			throw new IllegalStateException(command[0] + " failed, see its log below target");
		}
	}

	/**
	 * Wait for a process to end.
	 * @param process the process
	 * @return whether it has ended
	 */
	static boolean hasEnded(Process process) {
		return !process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().isAlive();
	}

	/**
	 * Find a port on which nobody listens.
	 * @return the port
	 */
	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Find a directory by the path that it has in Debian.
	 * @param parent the directory above
	 * @param pattern the name, with a {@code *}
	 * @param program a program that has to be in it
	 * @return the program's path, or an empty string where it is not installed
	 */
	static String find(String parent, String pattern, String program) {
		String found = "";
		if (Files.isDirectory(Path.of(parent))) {
			try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of(parent), pattern)) {
				for (Path directory : directories) {
					if (Files.isExecutable(directory.resolve(program))) {
						found = directory.resolve(program).toString();
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return found;
	}

}
