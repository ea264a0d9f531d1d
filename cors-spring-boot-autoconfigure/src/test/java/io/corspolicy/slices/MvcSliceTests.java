package io.corspolicy.slices;

import io.corspolicy.test.BrowserFetch;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @WebMvcTest} with Spring Security in the slice, which refuses all that is not
 * answered before it.
 */
@WebMvcTest(properties = { SlicedApplication.POLICY, SlicedApplication.ORIGINS })
class MvcSliceTests {

	@Autowired
	private MockMvc mockMvc;

	@Autowired
	private MockMvcTester tester;

	@Test
	void preflightIsAnsweredBeforeSpringSecurity() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.mockMvc).put("/api/orders/7")).wasPreflighted()
			.isReadable()
			.hasStatus(403);
	}

	@Test
	void testerIsNoOtherWayIn() {
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
	void policySourcesArePartOfTheSlice() {
		assertThat(BrowserFetch.from(SlicedApplication.TENANT).to(this.mockMvc).get("/tenants/stock")).isReadable()
			.hasStatus(401);
	}

}
