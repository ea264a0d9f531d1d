package io.corspolicy.documentation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that is published, built once more in another folder, is the same byte by
 * byte. With {@code -Prelease} only.
 */
@EnabledIfSystemProperty(named = "release", matches = "true")
class ReproducibleBuildIT {

	private static final List<String> MODULES = List.of("cors-spring-boot-bom", "cors-spring-boot-test",
			"cors-spring-boot-autoconfigure", "cors-spring-boot-starter");

	private static final Set<String> LEFT_OUT = Set.of(".git", "target", ".flattened-pom.xml");

	@TempDir
	private Path directory;

	@Test
	void twoBuildsAreTheSame() throws IOException, InterruptedException {
		assertThat(System.getProperty("offline")).as("The bills of materials are made online only")
			.isEqualTo("offline: false");
		copy(Page.ROOT, this.directory);
		build();
		List<Path> published = published(Page.ROOT);
		// Three jars of three modules, and four POMs.
		assertThat(published).hasSize(13)
			.allSatisfy((file) -> assertThat(Page.ROOT.resolve(file)).as("All modules have to be built").exists());
		assertThat(published(this.directory)).containsExactlyElementsOf(published);
		for (Path file : published) {
			assertThat(Files.mismatch(Page.ROOT.resolve(file), this.directory.resolve(file))).as(file.toString())
				.isEqualTo(-1);
		}
	}

	private void build() throws IOException, InterruptedException {
		List<String> command = List.of(System.getProperty("maven"), "--batch-mode", "--no-transfer-progress", "--quiet",
				"-Prelease", "package", "-DskipTests", "-pl", String.join(",", MODULES),
				"-Dmaven.repo.local=" + System.getProperty("local-repository"));
		Path log = Path.of("target", "second-build.log").toAbsolutePath();
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as("See %s", log).isZero();
	}

	private static List<Path> published(Path root) throws IOException {
		List<Path> files = new ArrayList<>();
		for (String module : MODULES) {
			files.add(Path.of(module, ".flattened-pom.xml"));
			Path target = root.resolve(module).resolve("target");
			if (Files.isDirectory(target)) {
				try (Stream<Path> jars = Files.list(target)) {
					jars.filter((file) -> file.toString().endsWith(".jar"))
						.map(root::relativize)
						.sorted()
						.forEach(files::add);
				}
			}
		}
		return files;
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
					throws IOException {
				if (LEFT_OUT.contains(directory.getFileName().toString())) {
					return FileVisitResult.SKIP_SUBTREE;
				}
				Files.createDirectories(to.resolve(from.relativize(directory).toString()));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (!LEFT_OUT.contains(file.getFileName().toString())) {
					Files.copy(file, to.resolve(from.relativize(file).toString()));
				}
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
