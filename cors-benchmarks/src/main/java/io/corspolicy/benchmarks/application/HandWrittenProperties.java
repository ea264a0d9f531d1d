package io.corspolicy.benchmarks.application;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of {@link HandWrittenAutoConfiguration}.
 *
 * @param paths path patterns
 * @param allowedOrigins origins, or patterns of them
 * @param allowCredentials whether requests may be made with credentials
 */
@ConfigurationProperties("hand-written")
record HandWrittenProperties(List<String> paths, List<String> allowedOrigins,
		@DefaultValue("false") boolean allowCredentials) {
}
