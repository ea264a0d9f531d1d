package io.corspolicy.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A RabbitMQ server on free ports of loopback, which can be stopped and started again.
 */
final class RabbitMq implements AutoCloseable {

	/** Not the script in the path, which changes the user by itself. */
	private static final String SERVER = Program.find("/usr/lib/rabbitmq/lib", "rabbitmq_server-*",
			"sbin/rabbitmq-server");

	private final Program program;

	private final Path directory;

	private final int port = Program.freePort();

	private final int namesPort = Program.freePort();

	private final Process names;

	private @Nullable Process process;

	/**
	 * Make a broker without queues.
	 * @param directory where its files are
	 */
	RabbitMq(Path directory) throws IOException {
		this.program = new Program("rabbitmq", directory);
		this.directory = directory;
		Files.createFile(directory.resolve("environment"));
		this.names = this.program.start(Map.of(),
				List.of("epmd", "-port", String.valueOf(this.namesPort), "-address", "127.0.0.1"));
	}

	static boolean isInstalled() {
		return !SERVER.isEmpty();
	}

	int port() {
		return this.port;
	}

	/**
	 * Start it, and do not wait until it is there.
	 */
	void start() throws IOException {
		this.process = this.program.start(Map.ofEntries(Map.entry("ERL_EPMD_PORT", String.valueOf(this.namesPort)),
				Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_NODENAME", "fleet@localhost"),
				Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
				Map.entry("RABBITMQ_NODE_PORT", String.valueOf(this.port)),
				Map.entry("RABBITMQ_DIST_PORT", String.valueOf(Program.freePort())),
				Map.entry("RABBITMQ_MNESIA_BASE", file("mnesia")), Map.entry("RABBITMQ_LOG_BASE", file("log")),
				Map.entry("RABBITMQ_LOGS", "-"), Map.entry("RABBITMQ_CONFIG_FILE", file("configuration")),
				Map.entry("RABBITMQ_CONF_ENV_FILE", file("environment")),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", file("plugins")),
				Map.entry("RABBITMQ_PID_FILE", file("pid")),
				Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", file("generated")),
				Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
						"+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}")),
				List.of(SERVER));
	}

	/**
	 * Wait until it takes connections.
	 */
	void await() {
		Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
			new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			return true;
		});
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	/**
	 * Stop it as an administrator would: all connections are ended.
	 */
	void stop() {
		Process running = this.process;
		if (running != null && running.isAlive()) {
			running.destroy();
			if (!Program.hasEnded(running)) {
				running.descendants().forEach(ProcessHandle::destroyForcibly);
				Program.hasEnded(running.destroyForcibly());
			}
		}
	}

	@Override
	public void close() throws IOException {
		stop();
		this.names.destroy();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
