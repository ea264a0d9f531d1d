package io.corspolicy.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application of which tests load the web layer only.
 */
@SpringBootApplication
class SlicedApplication {

	static final String APP = "https://app.example.com";

	static final String TENANT = "https://tenant.example.com";

	static final String POLICY = "cors.policies.api.paths=/api/**";

	static final String ORIGINS = "cors.policies.api.allowed-origins=" + APP;

}
