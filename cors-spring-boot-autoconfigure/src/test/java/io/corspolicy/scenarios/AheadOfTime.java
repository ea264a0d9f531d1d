package io.corspolicy.scenarios;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * Processes an application ahead of time, as {@code spring-boot:process-aot} does.
 */
final class AheadOfTime {

	private final Path jdk;

	private final String classPath;

	private final Path directory;

	AheadOfTime(Path jdk, String classPath, Path directory) {
		this.jdk = jdk;
		this.classPath = classPath;
		this.directory = directory;
	}

	/**
	 * Write and compile what takes the place of the application's configuration.
	 * @return where the classes and resources are
	 */
	Path process(Class<?> application, List<String> arguments) throws IOException, InterruptedException {
		FileSystemUtils.deleteRecursively(this.directory);
		Path sources = Files.createDirectories(this.directory.resolve("sources"));
		Path classes = Files.createDirectories(this.directory.resolve("classes"));
		List<String> processing = new ArrayList<>(List.of("-cp", this.classPath,
				"org.springframework.boot.SpringApplicationAotProcessor", application.getName(), sources.toString(),
				classes.toString(), classes.toString(), "group", "artifact"));
		processing.addAll(arguments);
		CompatibilityIT.run(this.jdk, "java", this.directory.getFileName() + " processing", processing);
		List<String> compilation = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
				classes + File.pathSeparator + this.classPath));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(compilation::add);
		}
		CompatibilityIT.run(this.jdk, "javac", this.directory.getFileName() + " compilation", compilation);
		return classes;
	}

}
