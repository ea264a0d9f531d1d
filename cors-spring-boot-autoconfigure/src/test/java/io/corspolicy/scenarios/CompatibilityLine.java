package io.corspolicy.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A line of Spring Boot, and what the library runs on there.
 *
 * @param version the version of Spring Boot
 * @param servers the servers
 * @param jdks the feature releases of Java
 */
public record CompatibilityLine(String version, List<Server> servers, List<Integer> jdks) {

	/**
	 * Read the table of lines.
	 */
	public static List<CompatibilityLine> all() {
		try {
			Path table = Path
				.of(Objects.requireNonNull(CompatibilityLine.class.getResource("/compatibility/lines.txt")).toURI());
			return Files.readAllLines(table)
				.stream()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map(CompatibilityLine::parse)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CompatibilityLine parse(String line) {
		String[] columns = line.split("\\s+");
		return new CompatibilityLine(columns[0], Arrays.stream(columns[1].split(",")).map(Server::valueOf).toList(),
				Arrays.stream(columns[2].split(",")).map(Integer::valueOf).toList());
	}

	/**
	 * A server, and by what beginnings its jars are told from others'.
	 */
	public enum Server {

		/** Tomcat. */
		TOMCAT("Tomcat", "tomcat-embed-core", "tomcat-embed-websocket", "spring-boot-tomcat"),

		/** Jetty. */
		JETTY("Jetty", "jetty-", "spring-boot-jetty"),

		/** Undertow. */
		UNDERTOW("Undertow", "undertow-"),

		/** Reactor Netty. */
		NETTY("Reactor Netty", "reactor-netty-", "spring-boot-reactor-netty");

		private final String title;

		private final List<String> jars;

		Server(String title, String... jars) {
			this.title = title;
			this.jars = List.of(jars);
		}

		/**
		 * The name that people know it by.
		 */
		public String title() {
			return this.title;
		}

		boolean isServlet() {
			return this != NETTY;
		}

		/**
		 * Whether a jar belongs to another server.
		 */
		boolean excludes(Path jar) {
			return Arrays.stream(values()).anyMatch((server) -> server != this && server.owns(jar));
		}

		private boolean owns(Path jar) {
			return this.jars.stream().anyMatch((prefix) -> jar.getFileName().toString().startsWith(prefix));
		}

	}

}
