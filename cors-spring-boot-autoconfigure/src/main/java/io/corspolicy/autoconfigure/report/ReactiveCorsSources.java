package io.corspolicy.autoconfigure.report;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.corspolicy.migration.CorsByPath;
import io.corspolicy.migration.Finding;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Asks a reactive source for the configuration of a path.
 */
final class ReactiveCorsSources {

	private ReactiveCorsSources() {
	}

	static CorsByPath of(CorsConfigurationSource source, Function<String, Finding> findings) {
		Object hidden = (source instanceof UrlBasedCorsConfigurationSource)
				? HiddenMembers.field(source, UrlBasedCorsConfigurationSource.class, "corsConfigurations") : null;
		if (!(hidden instanceof Map<?, ?> configurations)) {
			return CorsByPath.computed(findings.apply("/**"), (path) -> source.getCorsConfiguration(exchange(path)));
		}
		List<CorsByPath.Mapping> entries = new ArrayList<>();
		configurations.forEach((key, value) -> {
			if (key instanceof PathPattern pattern && value instanceof CorsConfiguration configuration) {
				String text = pattern.getPatternString();
				entries.add(new CorsByPath.Mapping(text, configuration, findings.apply(text)));
			}
		});
		return new CorsByPath(entries, (path) -> source.getCorsConfiguration(exchange(path)));
	}

	/** A synthetic exchange. */
	static ServerWebExchange exchange(String path) {
		HttpHeaders headers = new HttpHeaders();
		RequestPath parsed = RequestPath.parse(path, "");
		URI uri = URI.create("http://localhost").resolve(parsed.value());
		Map<String, Function<@Nullable Object[], @Nullable Object>> answers = AskedRequests.attributes();
		answers.put("getMethod", (arguments) -> HttpMethod.GET);
		answers.put("getPath", (arguments) -> parsed);
		answers.put("getURI", (arguments) -> uri);
		answers.put("getHeaders", (arguments) -> headers);
		answers.put("getQueryParams", (arguments) -> new LinkedMultiValueMap<>());
		answers.put("getCookies", (arguments) -> new LinkedMultiValueMap<>());
		ServerHttpRequest request = AskedRequests.of(ServerHttpRequest.class, answers);
		Map<String, Function<@Nullable Object[], @Nullable Object>> ofExchange = AskedRequests.attributes();
		ofExchange.put("getRequest", (arguments) -> request);
		return AskedRequests.of(ServerWebExchange.class, ofExchange);
	}

}
