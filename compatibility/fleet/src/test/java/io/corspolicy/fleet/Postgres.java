package io.corspolicy.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server on a free port of loopback, which can be stopped and started again.
 */
public final class Postgres implements AutoCloseable {

	private static final String SERVER = Program.find("/usr/lib/postgresql", "*", "bin/postgres");

	private final Program program;

	private final Path directory;

	private final Path data;

	private final int port = Program.freePort();

	private @Nullable Process process;

	/**
	 * Make an empty database.
	 * @param directory where its files are
	 */
	public Postgres(Path directory) throws IOException {
		this.program = new Program("postgres", directory);
		this.directory = directory;
		this.data = directory.resolve("data");
		this.program.run(Path.of(SERVER).resolveSibling("initdb").toString(), "--pgdata=" + this.data,
				"--username=parlour", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
	}

	/**
	 * Whether Debian's package is installed.
	 * @return whether it is
	 */
	public static boolean isInstalled() {
		return !SERVER.isEmpty();
	}

	/**
	 * The database, whose user {@code parlour} needs no password.
	 * @return the URL for JDBC
	 */
	public String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres";
	}

	/**
	 * Start it, and wait until it takes connections.
	 */
	public void start() throws IOException {
		this.process = this.program.start(Map.of(),
				List.of(SERVER, "-D", this.data.toString(), "-p", String.valueOf(this.port), "-c",
						"listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c",
						"shared_buffers=16MB", "-c", "max_connections=50"));
		Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
			connect().close();
			return true;
		});
	}

	Connection connect() throws SQLException {
		return DriverManager.getConnection(url(), "parlour", "");
	}

	/**
	 * Run scripts of the class path.
	 * @param scripts their names
	 */
	public void run(String... scripts) throws SQLException {
		try (Connection connection = connect()) {
			for (String script : scripts) {
				ScriptUtils.executeSqlScript(connection, new ClassPathResource(script));
			}
		}
	}

	/**
	 * Stop it as an administrator would: all connections are ended.
	 */
	void stop() throws IOException {
		Process running = this.process;
		if (running != null && running.isAlive()) {
			Program.hasEnded(new ProcessBuilder("kill", "-INT", String.valueOf(running.pid())).start());
			if (!Program.hasEnded(running)) {
				Program.hasEnded(running.destroyForcibly());
			}
		}
	}

	@Override
	public void close() throws IOException {
		stop();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
