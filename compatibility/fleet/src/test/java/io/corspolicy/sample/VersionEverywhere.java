package io.corspolicy.sample;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Repeats the number in an origin such as {@code https://v17.kiosk.example} in other
 * attributes of the policy, so that an answer by a mix of two versions would be seen.
 */
@Component
class VersionEverywhere implements BeanPostProcessor {

	private static final Pattern NUMBERED = Pattern.compile("https://v(\\d+)\\.kiosk\\.example");

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof TenantPolicies policies) ? new Numbered(policies) : bean;
	}

	/**
	 * The tenants' policies with the number.
	 *
	 * @param policies the tenants' policies
	 */
	private record Numbered(TenantPolicies tenants) implements PolicySource {

		@Override
		public List<PolicyDefinition> policies() {
			return this.tenants.policies().stream().map(Numbered::withNumber).toList();
		}

		@Override
		public @Nullable Object version() {
			return this.tenants.version();
		}

		private static PolicyDefinition withNumber(PolicyDefinition policy) {
			List<String> origins = policy.spec().get(Attribute.ALLOWED_ORIGINS);
			if (origins == null) {
				return policy;
			}
			return origins.stream()
				.flatMap((origin) -> NUMBERED.matcher(origin).results())
				.map((MatchResult match) -> match.group(1))
				.findFirst()
				.map((number) -> new PolicyDefinition(policy.name(), policy.paths(), numbered(policy.spec(), number)))
				.orElse(policy);
		}

		private static PolicySpec numbered(PolicySpec spec, String number) {
			return spec.with(Attribute.ALLOWED_METHODS, List.of("GET", "V" + number))
				.with(Attribute.EXPOSED_HEADERS, List.of("X-V-" + number))
				.with(Attribute.MAX_AGE, Duration.ofSeconds(Long.parseLong(number)));
		}

	}

}
