package io.corspolicy.slices;

import io.corspolicy.test.BrowserFetch;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@code @WebMvcTest} with Spring Security in the slice.
 */
@WebMvcTest(properties = { SlicedApplication.POLICY, SlicedApplication.ORIGINS })
class MvcSliceIT {

	@Autowired
	private MockMvc mockMvc;

	@Autowired
	private MockMvcTester tester;

	@Test
	void preflightIsAnsweredBeforeSpringSecurity() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.mockMvc).put("/api/orders/7")).wasPreflighted()
			.isReadable()
			.hasStatus(403);
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.tester).put("/api/orders/7")).wasPreflighted()
			.isReadable()
			.hasStatus(403);
	}

	@Test
	void errorOfSpringSecurityCanBeRead() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.mockMvc).get("/annotated")).isReadable()
			.hasStatus(401);
	}

	@Test
	void thereIsNoRestTestClientHere() {
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserFetch.from(SlicedApplication.APP).to(this));
	}

}
