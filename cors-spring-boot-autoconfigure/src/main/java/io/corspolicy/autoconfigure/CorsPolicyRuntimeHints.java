package io.corspolicy.autoconfigure;

import java.util.Collections;

import io.corspolicy.annotation.CorsPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image has to keep, because it is looked up by name at run time.
 */
final class CorsPolicyRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("io/corspolicy/engine/host/public-suffix-list.*");
		hints.resources().registerPattern("io/corspolicy/actuate/console/*");
		hints.reflection()
			.registerType(CorsPolicy.class, MemberCategory.INVOKE_DECLARED_METHODS,
					MemberCategory.INVOKE_PUBLIC_METHODS);
		registerOptionalTypes(hints, classLoader);
		registerHiddenMembers(hints, classLoader);
	}

	/** What HiddenMembers and CommitActions read, and AskedRequests implements. */
	private static void registerHiddenMembers(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String type : new String[] { "org.springframework.web.filter.CorsFilter",
				"org.springframework.web.cors.reactive.CorsWebFilter" }) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, type,
						(filter) -> filter.withField("configSource").withField("processor"));
		}
		hints.reflection()
			.registerTypeIfPresent(classLoader, "org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource",
					(source) -> source.withField("corsConfigurations"))
			.registerTypeIfPresent(classLoader, "org.springframework.web.reactive.handler.AbstractHandlerMapping",
					(mapping) -> mapping.withField("corsConfigurationSource"))
			.registerTypeIfPresent(classLoader, "org.springframework.http.server.reactive.AbstractServerHttpResponse",
					(response) -> response.withField("commitActions"));
		for (String type : new String[] { "org.springframework.web.servlet.handler.AbstractHandlerMethodMapping",
				"org.springframework.web.reactive.result.method.AbstractHandlerMethodMapping",
				"org.springframework.security.web.SecurityFilterChain",
				"org.springframework.security.web.server.SecurityWebFilterChain",
				"org.springframework.data.rest.webmvc.RepositoryRestHandlerMapping",
				"org.springframework.data.rest.core.mapping.ResourceMetadata" }) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, type,
						(members) -> members.withMembers(MemberCategory.INVOKE_DECLARED_METHODS));
		}
		for (String type : new String[] { "jakarta.servlet.http.HttpServletRequest",
				"org.springframework.web.server.ServerWebExchange",
				"org.springframework.http.server.reactive.ServerHttpRequest" }) {
			hints.proxies().registerJdkProxy(TypeReference.of(type));
		}
	}

	private static void registerOptionalTypes(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		// OriginRegex checks whether it is present.
		hints.reflection().registerTypeIfPresent(classLoader, "com.google.re2j.Pattern", (type) -> {
		});
		// RequestPaths tells it from other servlets.
		hints.reflection()
			.registerTypeIfPresent(classLoader, "org.springframework.web.servlet.DispatcherServlet", (type) -> {
			});
		// RequestConditions: older lines don't have the method.
		for (String type : new String[] { "org.springframework.web.servlet.mvc.method.RequestMappingInfo",
				"org.springframework.web.reactive.result.method.RequestMappingInfo" }) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, type, (info) -> info.withMethod("getVersionCondition",
						Collections.emptyList(), ExecutableMode.INVOKE));
		}
	}

}
