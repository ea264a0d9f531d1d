package io.corspolicy.autoconfigure;

import io.corspolicy.actuate.ConsolePage;
import io.corspolicy.actuate.CorsPolicyEndpoint;
import io.corspolicy.reactive.FixedHeadersWebFilter;
import io.corspolicy.servlet.FixedHeadersFilter;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/**
 * The header fields of the endpoint's page, wherever the endpoints are: on the
 * application's port or on one of their own.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(CorsPolicyEndpoint.class)
@ConditionalOnProperty(prefix = "cors", name = "enabled", matchIfMissing = true)
public final class CorsConsoleManagementContextConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Filter.class)
	static class ServletConfiguration {

		@Bean
		FilterRegistrationBean<FixedHeadersFilter> corsConsoleHeadersFilter(Environment environment,
				ObjectProvider<PathMapper> mappers) {
			FilterRegistrationBean<FixedHeadersFilter> registration = new FilterRegistrationBean<>(
					new FixedHeadersFilter(ConsolePage::headers));
			String servletPath = ManagementPort.isOwn(environment) ? ""
					: CorsPolicyAutoConfiguration.prefix(environment, "spring.mvc.servlet.path");
			registration.addUrlPatterns(servletPath + EndpointPath.of(environment, mappers, ConsolePage.OPERATION));
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		FixedHeadersWebFilter corsConsoleHeadersWebFilter(Environment environment, ObjectProvider<PathMapper> mappers) {
			return new FixedHeadersWebFilter(EndpointPath.of(environment, mappers, ConsolePage.OPERATION),
					ConsolePage::headers);
		}

	}

}
