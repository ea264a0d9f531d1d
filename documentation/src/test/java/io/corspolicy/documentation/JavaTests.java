package io.corspolicy.documentation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java and Kotlin snippet compiles.
 */
class JavaTests {

	private static final Path DIRECTORY = Path.of("target", "snippets");

	@Test
	void javaCompiles() throws IOException {
		// Those of docs/fleet.md are quoted from classes of compatibility/fleet, which
		// has
		// JPA, R2DBC and Spring Cloud Bus.
		List<Snippet> snippets = Stream
			.concat(Snippet.all("java").filter((snippet) -> !snippet.page().equals("docs/fleet.md")),
					ComingFromTests.annotations().stream())
			.toList();
		assertThat(snippets).hasSizeGreaterThan(10);
		List<Path> files = new ArrayList<>();
		for (Snippet snippet : snippets) {
			files.add(write(files.size(), "java", JavaSource.of(snippet, "snippet" + files.size())));
		}
		compile(files, DIRECTORY.resolve("java-classes"));
	}

	@Test
	void kotlinCompiles() throws IOException {
		List<Snippet> snippets = Snippet.all("kotlin")
			.filter((snippet) -> !snippet.text().contains("dependencies {"))
			.toList();
		assertThat(snippets).hasSizeGreaterThan(1);
		List<String> arguments = new ArrayList<>(List.of("-classpath", System.getProperty("java.class.path"), "-d",
				DIRECTORY.resolve("kotlin-classes").toString(), "-no-stdlib", "-no-reflect", "-jvm-target", "17"));
		for (Snippet snippet : snippets) {
			arguments.add(
					write(arguments.size(), "kt", JavaSource.kotlin(snippet, "snippet" + arguments.size())).toString());
		}
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		ExitCode code = new K2JVMCompiler().exec(new PrintStream(output), arguments.toArray(String[]::new));
		assertThat(code).as(output.toString()).isEqualTo(ExitCode.OK);
	}

	static void compile(List<Path> files, Path classes) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Files.createDirectories(classes);
		StringWriter output = new StringWriter();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			boolean success = compiler
				.getTask(output, manager, null,
						List.of("-proc:none", "-parameters", "-d", classes.toString(), "-classpath",
								System.getProperty("java.class.path")),
						null, manager.getJavaFileObjectsFromPaths(files))
				.call();
			assertThat(success).as(output.toString()).isTrue();
		}
	}

	static Path write(int number, String extension, String source) throws IOException {
		Path directory = Files.createDirectories(DIRECTORY.resolve(extension + "/snippet" + number));
		return Files.writeString(directory.resolve("Snippet." + extension), source);
	}

}
