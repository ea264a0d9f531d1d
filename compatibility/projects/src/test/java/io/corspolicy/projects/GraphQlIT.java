package io.corspolicy.projects;

import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.test.FetchResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring GraphQL, whose routes have predicates that tell visitors nothing.
 */
class GraphQlIT {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void startsBesideAnnotationsAndWidensNothing(WebApplicationType type) {
		try (Running running = Running.start(type, Shop.class, "cors.policies.all.paths=/**",
				"cors.policies.all.allowed-origins=" + Running.APP)) {
			assertThat(
					running.page().post("/graphql").contentType("application/json").body("{\"query\":\"{ flavour }\"}"))
				.wasPreflighted()
				.isReadable()
				.hasText("{\"data\":{\"flavour\":\"lemon\"}}");
			assertThat(methods(running.page().put("/plain").send())).containsExactly("PUT");
			assertThat(running.page().delete("/plain")).isBlocked();
			assertThat(running.page().get("/annotated")).isBlocked();
			assertThat(running.page("https://other.example.com").get("/annotated")).isReadable();
		}
	}

	private static List<String> methods(FetchResult result) {
		return List
			.of(String.valueOf(result.exchanges().get(0).response().headers().get("Access-Control-Allow-Methods"))
				.split(", "));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Flavours.class, Plain.class })
	static class Shop {

	}

	@Controller
	static class Flavours {

		@QueryMapping
		String flavour() {
			return "lemon";
		}

	}

	@RestController
	static class Plain {

		@PutMapping("/plain")
		void plain() {
		}

		@GetMapping("/annotated")
		@CorsPolicy(allowedOrigins = "https://other.example.com")
		String annotated() {
			return "annotated";
		}

	}

}
