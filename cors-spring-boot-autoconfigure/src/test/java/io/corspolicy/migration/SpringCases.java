package io.corspolicy.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The configurations that are migrated.
 */
final class SpringCases {

	private static final String APP = "https://app.example.com";

	private static final String OTHER = "https://other.example.com";

	private SpringCases() {
	}

	/** Where paths and handlers matter, which each stack has for itself. */
	private static List<SpringCase> ofBoth() {
		return Stream.of(filters(), mappings(), annotations(), together()).flatMap(List::stream).toList();
	}

	/** What is in one configuration, which both stacks share. */
	private static List<SpringCase> ofOne() {
		return Stream.of(origins(), names()).flatMap(List::stream).toList();
	}

	/** Each of these on one stack. */
	static List<SpringCase> of(int stack) {
		List<SpringCase> one = ofOne();
		return Stream
			.concat(ofBoth().stream(), IntStream.range(0, one.size()).filter((i) -> i % 2 == stack).mapToObj(one::get))
			.toList();
	}

	private static List<SpringCase> filters() {
		return List.of(filter("defaults on all paths", CorsConfiguration::applyPermitDefaultValues),
				filter("one origin, defaults otherwise", (c) -> {
					c.addAllowedOrigin(APP);
					c.applyPermitDefaultValues();
				}), filter("nothing at all", (c) -> {
				}), filter("an origin and nothing else", (c) -> c.addAllowedOrigin(APP)), filter("everything", (c) -> {
					c.addAllowedOrigin("*");
					c.addAllowedMethod("*");
					c.addAllowedHeader("*");
				}), filter("credentials and wildcards", (c) -> {
					c.addAllowedOrigin(APP);
					c.addAllowedMethod("*");
					c.addAllowedHeader("*");
					c.setAllowCredentials(true);
				}), plain("below a path").filter("/api/**", SpringCases::app),
				plain("a path and a deeper one")
					.filter(ordered("/api/items/special", SpringCases::other, "/api/**", SpringCases::app)),
				plain("a path that hides a deeper one")
					.filter(ordered("/api/**", SpringCases::app, "/api/items/special", SpringCases::other)),
				plain("paths with variables")
					.filter(ordered("/api/items/{id}", SpringCases::app, "/other", SpringCases::other)),
				plain("paths that cross")
					.filter(ordered("/api/*/special", SpringCases::app, "/api/items/*", SpringCases::other)),
				plain("one filter in front of another").filter("/api/items/**", SpringCases::app)
					.filter("/api/**", SpringCases::other),
				plain("one filter hides another").filter("/**", SpringCases::app).filter("/api/**", SpringCases::other),
				plain("a bean that nothing reads").source("/**", SpringCases::app));
	}

	private static List<SpringCase> origins() {
		return List.of(patterns("subdomains", "https://*.example.com").origins("https://a.b.example.com"),
				patterns("subdomains on a list of ports", "https://*.example.com:[8443,9443]")
					.origins("https://a.example.com:8443", "https://a.example.com:1"),
				patterns("any port", "http://127.0.0.1:[*]").origins("http://127.0.0.1:3000", "http://127.0.0.1"),
				patterns("any explicit port", "http://127.0.0.1:*").origins("http://127.0.0.1:3000",
						"http://127.0.0.1"),
				patterns("a part of a label", "https://pr-*.example.com").origins("https://pr-7.example.com",
						"https://pr-7.x.example.com", "https://pr-.example.com", "https://pr-X.example.com"),
				patterns("several wildcards", "https://*.api.*.example.com").origins("https://a.api.b.example.com",
						"https://api.b.example.com"),
				patterns("any scheme", "*.example.com").origins("http://a.example.com", "capacitor://a.example.com"),
				patterns("http and https", "http*://a.example.com").origins("http://a.example.com",
						"https://a.example.com"),
				patterns("a wildcard at the end", "https://app.*").origins("https://app.test"),
				patterns("a forgotten dot", "https://*example.com").origins("https://evilexample.com",
						"https://example.com"),
				patterns("any origin as a pattern", "*"), filter("any origin as a pattern with credentials", (c) -> {
					c.addAllowedOriginPattern("*");
					c.addAllowedOrigin(APP);
					c.setAllowCredentials(true);
					c.applyPermitDefaultValues();
				}), filter("any origin with credentials, which fails", (c) -> {
					c.addAllowedOrigin("*");
					c.setAllowCredentials(true);
					c.applyPermitDefaultValues();
				}), filter("plain http with credentials", (c) -> {
					c.setAllowedOrigins(List.of("http://app.example.com", APP));
					c.setAllowCredentials(true);
					c.applyPermitDefaultValues();
				}), filter("a public suffix with credentials", (c) -> {
					c.addAllowedOriginPattern("https://*.github.io");
					c.setAllowCredentials(true);
					c.applyPermitDefaultValues();
				}).origins("https://someone.github.io"), filter("origins that match nothing", (c) -> {
					c.setAllowedOrigins(List.of(APP + "/", "https://a.example.com:443", "https://b.example.com/path",
							"c.example.com"));
					c.applyPermitDefaultValues();
				}), filter("an origin in upper case", (c) -> {
					c.addAllowedOrigin("https://APP.example.com");
					c.applyPermitDefaultValues();
				}), filter("the origin null", (c) -> {
					c.setAllowedOrigins(List.of("null", APP));
					c.applyPermitDefaultValues();
				}), filter("the origin null with credentials", (c) -> {
					c.setAllowedOrigins(List.of("null", APP));
					c.setAllowCredentials(true);
					c.applyPermitDefaultValues();
				}));
	}

	private static List<SpringCase> names() {
		return List.of(filter("methods", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedMethods(List.of("GET", "PUT", "PURGE", "OPTIONS"));
		}), filter("methods that match nothing", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedMethods(List.of("GET", "post", "TRACE", "patch"));
		}), filter("only methods that match nothing", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedMethods(List.of("get"));
		}), filter("HEAD alone", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedMethods(List.of("HEAD"));
		}), filter("headers", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedMethods(List.of("*"));
			c.setAllowedHeaders(List.of("X-Custom", "Authorization", "Content-Type"));
		}), filter("headers that match nothing", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowedHeaders(List.of("X-Custom", "Cookie", "x-*", "Access-Control-Request-Method"));
		}), filter("exposed headers", (c) -> {
			c.addAllowedOrigin("*");
			c.setExposedHeaders(List.of("X-Total", "Set-Cookie"));
		}), filter("any exposed header with credentials", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowCredentials(true);
			c.setExposedHeaders(List.of("*", "X-Total"));
		}), filter("a negative time", (c) -> {
			c.addAllowedOrigin(APP);
			c.setMaxAge(-1L);
		}), filter("a time of days", (c) -> {
			c.addAllowedOrigin(APP);
			c.setMaxAge(999999L);
		}), filter("no time", (c) -> {
			c.addAllowedOrigin(APP);
			c.setMaxAge(0L);
		}), filter("private networks", (c) -> {
			c.addAllowedOrigin(APP);
			c.setAllowPrivateNetwork(true);
			c.applyPermitDefaultValues();
		}), filter("private networks for any origin, which fails", (c) -> {
			c.addAllowedOrigin("*");
			c.setAllowPrivateNetwork(true);
			c.applyPermitDefaultValues();
		}));
	}

	private static List<SpringCase> mappings() {
		return List.of(plain("a mapping of all paths").mapping("/**", SpringCases::app),
				plain("a mapping below a path").mapping("/api/**", SpringCases::app),
				plain("a mapping of one path").mapping("/api/items", SpringCases::app),
				plain("mappings in their order").paths("/api/else")
					.mapping("/api/items/**", SpringCases::other)
					.mapping("/api/**", SpringCases::app),
				plain("a mapping that hides another").mapping("/**", SpringCases::app)
					.mapping("/api/**", SpringCases::other),
				plain("a mapping with credentials").mapping("/api/**", (c) -> {
					c.setAllowedOriginPatterns(List.of("https://*.example.com"));
					c.setAllowCredentials(true);
					c.setAllowedMethods(List.of("GET", "PUT", "DELETE"));
				}));
	}

	private static List<SpringCase> annotations() {
		return List.of(annotated("@CrossOrigin, bare", Controllers.Bare.class),
				annotated("@CrossOrigin on a class", Controllers.OnClass.class),
				annotated("@CrossOrigin on a class and its methods", Controllers.OnBoth.class).origins(OTHER),
				annotated("@CrossOrigin on methods", Controllers.OnMethod.class).origins(OTHER),
				annotated("@CrossOrigin that differs by method", Controllers.Disjoint.class).origins(OTHER),
				annotated("@CrossOrigin above a plain handler", Controllers.OnVariable.class,
						Controllers.PlainSpecial.class),
				annotated("@CrossOrigin on any method", Controllers.AnyMethod.class),
				annotated("@CrossOrigin with HEAD and OPTIONS", Controllers.WithHead.class),
				annotated("@CrossOrigin for any pattern", Controllers.AnyPattern.class),
				annotated("@CrossOrigin with ports", Controllers.Ports.class).origins("https://a.example.com:8443",
						"https://a.example.com:1", "http://localhost:3000"),
				annotated("@CrossOrigin for null", Controllers.NullOrigin.class).origins("null"),
				annotated("@CrossOrigin at expressions", Controllers.Expressions.class),
				annotated("@CrossOrigin by parameter", Controllers.Conditional.class).origins(OTHER));
	}

	private static List<SpringCase> together() {
		return List.of(
				annotated("a mapping and @CrossOrigin", Controllers.OnBoth.class).origins(OTHER)
					.mapping("/api/**", SpringCases::app),
				annotated("a mapping and @CrossOrigin on some", Controllers.OnMethod.class).origins(OTHER)
					.mapping("/**", SpringCases::other),
				annotated("a mapping of one path and @CrossOrigin on a variable", Controllers.OnVariable.class,
						Controllers.PlainSpecial.class)
					.mapping("/api/items/special", SpringCases::other),
				plain("a filter and a mapping").filter("/api/**", SpringCases::app).mapping("/**", SpringCases::other),
				annotated("a filter and @CrossOrigin", Controllers.OnClass.class).filter("/**", SpringCases::other));
	}

	private static void app(CorsConfiguration configuration) {
		configuration.addAllowedOrigin(APP);
		configuration.applyPermitDefaultValues();
	}

	private static void other(CorsConfiguration configuration) {
		configuration.addAllowedOrigin(OTHER);
		configuration.setAllowedMethods(List.of("GET", "PUT"));
		configuration.setAllowedHeaders(List.of("X-Custom"));
		configuration.setMaxAge(60L);
	}

	private static SpringCase plain(String name) {
		return new SpringCase(name).controllers(Controllers.Plain.class);
	}

	private static SpringCase annotated(String name, Class<?>... controllers) {
		return new SpringCase(name).controllers(controllers);
	}

	private static SpringCase filter(String name, Consumer<CorsConfiguration> configuration) {
		return plain(name).filter("/**", configuration);
	}

	private static SpringCase patterns(String name, String pattern) {
		return filter(name, (c) -> {
			c.addAllowedOriginPattern(pattern);
			c.applyPermitDefaultValues();
		});
	}

	private static Map<String, CorsConfiguration> ordered(String first, Consumer<CorsConfiguration> one, String second,
			Consumer<CorsConfiguration> other) {
		Map<String, CorsConfiguration> configurations = new LinkedHashMap<>();
		configurations.put(first, SpringCase.configuration(one));
		configurations.put(second, SpringCase.configuration(other));
		return configurations;
	}

}
