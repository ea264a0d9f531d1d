package io.corspolicy.slices;

import io.corspolicy.test.BrowserFetch;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.reactive.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @WebFluxTest} with Spring Security in the slice.
 */
@WebFluxTest(properties = { SlicedApplication.POLICY, SlicedApplication.ORIGINS })
class WebFluxSliceIT {

	@Autowired
	private WebTestClient client;

	@Test
	void preflightIsAnsweredBeforeSpringSecurity() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.client).put("/api/orders/7")).wasPreflighted()
			.isReadable()
			.hasStatus(403);
	}

	@Test
	void errorOfSpringSecurityCanBeRead() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.client).get("/annotated")).isReadable()
			.hasStatus(401);
	}

}
