package io.corspolicy.documentation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that users may touch has documentation, down to the last parameter, and is
 * listed in "Design".
 */
class ApiDocumentationTests {

	private static final Pattern ROOM = Pattern.compile("(?m)^- `([a-z.]+)`: ((?:`\\w+`,?\\s+)+)");

	private static final Pattern TYPE = Pattern.compile("`(\\w+)`");

	private static final int MOST_TYPES = 35;

	/** The types that users may touch, as files below a source folder. */
	private static Set<Path> api() throws IOException {
		Set<Path> types = new TreeSet<>();
		ROOM.matcher(Files.readString(Page.ROOT.resolve("docs/design.md")))
			.results()
			.forEach((room) -> TYPE.matcher(room.group(2))
				.results()
				.forEach((type) -> types
					.add(Path.of("io/corspolicy", room.group(1).replace('.', '/'), type.group(1) + ".java"))));
		return types;
	}

	@Test
	void whatUsersMayTouchIsListed() throws IOException {
		Path sources = Page.ROOT.resolve("cors-spring-boot-autoconfigure/src/main/java");
		assertThat(api()).hasSizeBetween(20, MOST_TYPES)
			.allSatisfy((type) -> assertThat(sources.resolve(type)).content()
				.containsPattern("(?m)^public (final |sealed )*(@?interface|class|record|enum) "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors-spring-boot-autoconfigure", "cors-spring-boot-test" })
	void everythingPublicIsDocumented(String module) throws IOException {
		Set<Path> api = api();
		boolean all = module.equals("cors-spring-boot-test");
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
		StringWriter output = new StringWriter();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null);
				Stream<Path> files = Files.walk(Page.ROOT.resolve(module).resolve("src/main/java"))) {
			List<Path> sources = files.filter((file) -> file.toString().endsWith(".java")).toList();
			JavacTask task = (JavacTask) compiler.getTask(
					output, manager, found, List.of("-proc:none", "-Xdoclint:all/protected", "-Xmaxwarns", "1000",
							"-classpath", System.getProperty("java.class.path")),
					null, manager.getJavaFileObjectsFromPaths(sources));
			task.analyze();
		}
		assertThat(found.getDiagnostics()).filteredOn(ApiDocumentationTests::matters)
			.filteredOn((diagnostic) -> all || api.stream().anyMatch(Path.of(diagnostic.getSource().toUri())::endsWith))
			.extracting((diagnostic) -> diagnostic.toString().lines().limit(1).toList())
			.isEmpty();
	}

	private static boolean matters(Diagnostic<? extends JavaFileObject> diagnostic) {
		String message = diagnostic.getMessage(Locale.ROOT);
		return diagnostic.getSource() != null && !(message.contains("@param") && isCompactConstructor(diagnostic));
	}

	/**
	 * The parameters of a record's compact constructor are described with the record,
	 * which not every JDK knows.
	 */
	private static boolean isCompactConstructor(Diagnostic<? extends JavaFileObject> diagnostic) {
		try {
			return diagnostic.getSource()
				.getCharContent(true)
				.toString()
				.lines()
				.skip(diagnostic.getLineNumber() - 1)
				.findFirst()
				.orElseThrow()
				.strip()
				.matches("(public |protected )?\\w+ \\{");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
