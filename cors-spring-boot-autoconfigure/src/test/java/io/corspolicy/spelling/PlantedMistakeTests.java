package io.corspolicy.spelling;

import java.io.IOException;
import java.util.Objects;
import java.util.Random;

import io.corspolicy.servlet.CorsPolicyFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What proves that {@link PathSpellingTests} can fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedMistakeTests {

	private static final int CASES = 2000;

	private static volatile @Nullable Mistake mistake;

	private final long seed = Objects.requireNonNullElseGet(Long.getLong("seed"), new Random()::nextLong);

	@SuppressWarnings("NullAway.Init")
	private Site site;

	@BeforeAll
	void start() {
		this.site = Site.start(Setup.DEFAULT, Server.TOMCAT, Planted.class);
	}

	@AfterAll
	void stop() {
		this.site.close();
		mistake = null;
	}

	@ParameterizedTest
	@EnumSource
	void aMistakeIsFound(Mistake planted) throws IOException {
		mistake = planted;
		SpellingCheck check = new SpellingCheck(this.site, this.seed, 1).run(CASES);
		assertThat(check.findings()).as("seed %d, %s", this.seed, check).isNotEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Planted {

		@Bean
		static BeanPostProcessor mistakenFilter() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof FilterRegistrationBean<?> registration
							&& registration.getFilter() instanceof CorsPolicyFilter filter)
									? plant(registration, filter) : bean;
				}

			};
		}

		private static FilterRegistrationBean<Filter> plant(FilterRegistrationBean<?> original, Filter filter) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				HttpServletRequest seen = Objects.requireNonNull(mistake).on((HttpServletRequest) request);
				filter.doFilter(seen, response, (ignored, guarded) -> chain.doFilter(request, guarded));
			});
			registration.setOrder(original.getOrder());
			return registration;
		}

	}

}
