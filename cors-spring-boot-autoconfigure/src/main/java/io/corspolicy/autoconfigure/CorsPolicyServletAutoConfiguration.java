package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.servlet.CorsPolicyFilter;
import io.corspolicy.servlet.HandlerPolicyInterceptor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for servlet applications.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, CorsPropertiesReader.class })
public final class CorsPolicyServletAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(value = CorsPolicyFilter.class, parameterizedContainer = FilterRegistrationBean.class)
	FilterRegistrationBean<CorsPolicyFilter> corsPolicyFilter(CorsPolicyRegistry registry,
			CorsPropertiesReader reader) {
		FilterRegistrationBean<CorsPolicyFilter> registration = new FilterRegistrationBean<>(
				new CorsPolicyFilter(registry));
		registration.setOrder(reader.initial().filterOrder());
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR,
				DispatcherType.FORWARD);
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.web.servlet.handler.MappedInterceptor.class)
	static class MvcConfiguration {

		/**
		 * Every handler mapping uses interceptors of this type, including those of other
		 * contexts' dispatchers and of actuator endpoints.
		 */
		@Bean
		org.springframework.web.servlet.handler.MappedInterceptor corsHandlerPolicyInterceptor() {
			return new org.springframework.web.servlet.handler.MappedInterceptor(null, new HandlerPolicyInterceptor());
		}

	}

}
