package io.corspolicy.autoconfigure.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.corspolicy.migration.CorsByPath;
import io.corspolicy.migration.Finding;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UrlPathHelper;

/**
 * Asks a servlet's source for the configuration of a path.
 */
final class ServletCorsSources {

	private ServletCorsSources() {
	}

	static CorsByPath of(CorsConfigurationSource source, Function<String, Finding> findings) {
		if (!(source instanceof UrlBasedCorsConfigurationSource byUrl)) {
			return CorsByPath.computed(findings.apply("/**"), (path) -> source.getCorsConfiguration(request(path)));
		}
		List<CorsByPath.Mapping> entries = byUrl.getCorsConfigurations()
			.entrySet()
			.stream()
			.map((entry) -> new CorsByPath.Mapping(entry.getKey(), entry.getValue(), findings.apply(entry.getKey())))
			.toList();
		return new CorsByPath(entries, (path) -> source.getCorsConfiguration(request(path)));
	}

	/** A synthetic request, with the attributes that a dispatcher would have set. */
	static HttpServletRequest request(String path) {
		Map<String, Function<@Nullable Object[], @Nullable Object>> answers = AskedRequests.attributes();
		answers.put("getMethod", (arguments) -> "GET");
		answers.put("getRequestURI", (arguments) -> path);
		answers.put("getRequestURL", (arguments) -> new StringBuffer("http://localhost").append(path));
		answers.put("getContextPath", (arguments) -> "");
		answers.put("getServletPath", (arguments) -> path);
		answers.put("getScheme", (arguments) -> "http");
		answers.put("getServerName", (arguments) -> "localhost");
		answers.put("getServerPort", (arguments) -> 80);
		answers.put("getDispatcherType", (arguments) -> jakarta.servlet.DispatcherType.REQUEST);
		HttpServletRequest request = AskedRequests.of(HttpServletRequest.class, answers);
		ServletRequestPathUtils.parseAndCache(request);
		UrlPathHelper.defaultInstance.resolveAndCacheLookupPath(request);
		return request;
	}

}
