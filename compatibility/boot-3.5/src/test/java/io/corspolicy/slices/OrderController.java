package io.corspolicy.slices;

import io.corspolicy.annotation.CorsPolicy;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

	@PutMapping("/api/orders/{id}")
	void change() {
	}

	@GetMapping("/annotated")
	@CorsPolicy(allowedOrigins = SlicedApplication.APP)
	String annotated() {
		return "annotated";
	}

}
