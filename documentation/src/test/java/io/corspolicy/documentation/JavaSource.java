package io.corspolicy.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a file of a snippet: with the imports that a reader's editor adds, and with what
 * stands around types, methods or statements.
 */
final class JavaSource {

	private static final List<String> IMPORTS = List.of("io.corspolicy.annotation.CorsPolicy",
			"io.corspolicy.engine.Attribute", "io.corspolicy.engine.PolicySpec",
			"io.corspolicy.registry.PolicyDefinition", "io.corspolicy.registry.PolicySource",
			"io.corspolicy.test.BlockReason", "io.corspolicy.test.BrowserFetch", "io.corspolicy.test.FetchPhase",
			"io.corspolicy.test.Fetcher", "jakarta.servlet.Filter", "java.lang.annotation.ElementType",
			"java.lang.annotation.Retention", "java.lang.annotation.RetentionPolicy", "java.lang.annotation.Target",
			"java.util.List", "org.apache.tomcat.util.buf.EncodedSolidusHandling",
			"org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory",
			"org.springframework.boot.web.server.WebServerFactoryCustomizer",
			"org.springframework.boot.web.servlet.FilterRegistrationBean",
			"org.springframework.context.annotation.Bean", "org.springframework.context.annotation.Configuration",
			"org.springframework.core.Ordered", "org.springframework.http.HttpStatus",
			"org.springframework.security.config.annotation.web.builders.HttpSecurity",
			"org.springframework.security.web.SecurityFilterChain",
			"org.springframework.security.web.authentication.HttpStatusEntryPoint",
			"org.springframework.security.web.csrf.CookieCsrfTokenRepository",
			"org.springframework.security.web.csrf.CsrfToken", "org.springframework.stereotype.Component",
			"org.springframework.test.web.servlet.MockMvc", "org.springframework.web.bind.annotation.DeleteMapping",
			"org.springframework.web.bind.annotation.GetMapping",
			"org.springframework.web.bind.annotation.PathVariable",
			"org.springframework.web.bind.annotation.PutMapping",
			"org.springframework.web.bind.annotation.RequestMapping",
			"org.springframework.web.bind.annotation.RestController",
			"org.springframework.web.servlet.function.RouterFunction",
			"org.springframework.web.servlet.function.RouterFunctions",
			"org.springframework.web.servlet.function.ServerResponse",
			"org.springframework.web.socket.WebSocketHandler",
			"org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry");

	private static final String STATIC_IMPORT = "import static org.assertj.core.api.Assertions.assertThat;\n";

	private static final String FIELDS = "HttpSecurity http; MockMvc mockMvc; WebSocketHandler handler; "
			+ "WebSocketHandlerRegistry registry;\n";

	private static final String TENANTS = "record Tenant(String name, List<String> origins) { }\n"
			+ "interface TenantRepository { List<Tenant> findAll(); }\n";

	private static final Pattern TYPE = Pattern.compile(
			"^(?:(?:public|final|abstract|static) )*(?:class|interface|record|enum|@interface) \\w+",
			Pattern.MULTILINE);

	private static final Pattern METHOD = Pattern.compile("^[\\w<>\\[\\]., ]+ \\w+\\(.*\\)[\\w ]* \\{$",
			Pattern.MULTILINE);

	private static final Pattern IMPORT = Pattern.compile("^import .*;\n", Pattern.MULTILINE);

	private JavaSource() {
	}

	/**
	 * A snippet that has imports has all that a reader would look for: those of this
	 * project, and in front of a whole type all of them.
	 */
	static String of(Snippet snippet, String packageName) {
		String own = IMPORT.matcher(snippet.text()).results().map(MatchResult::group).collect(Collectors.joining());
		String text = IMPORT.matcher(snippet.text()).replaceAll("");
		String origin = "/* " + snippet + " */\n";
		return "package " + packageName + ";\n" + own + imports(own, TYPE.matcher(text).find()) + origin + around(text)
				+ (text.contains("TenantRepository") ? TENANTS : "");
	}

	private static String imports(String own, boolean type) {
		if (own.isEmpty()) {
			return imports("") + STATIC_IMPORT;
		}
		return type ? "" : imports("io.corspolicy.");
	}

	private static String imports(String omitted) {
		return IMPORTS.stream()
			.filter((name) -> omitted.isEmpty() || !name.startsWith(omitted))
			.map((name) -> "import " + name + ";\n")
			.collect(Collectors.joining());
	}

	private static String around(String text) {
		if (TYPE.matcher(text).find()) {
			return text;
		}
		if (METHOD.matcher(text).find()) {
			return "abstract class Snippet {\n" + text + "}\n";
		}
		if (text.startsWith("@")) {
			return text + "class Snippet { }\n";
		}
		return "class Snippet {\n" + FIELDS + "void run() throws Exception {\n" + text + "}\n}\n";
	}

	static String kotlin(Snippet snippet, String packageName) {
		String imports = IMPORTS.stream()
			.filter((name) -> !name.contains("java.") && !name.contains("RouterFunctions"))
			.map((name) -> "import " + name + "\n")
			.collect(Collectors.joining());
		String text = snippet.text();
		return "package " + packageName + "\n" + imports + "import org.springframework.web.servlet.function.router\n"
				+ (TYPE.matcher(text).find() ? text : "class Snippet {\n" + text + "}\n");
	}

}
