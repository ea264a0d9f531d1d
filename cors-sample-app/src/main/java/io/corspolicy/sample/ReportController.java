package io.corspolicy.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * No policy matches its path: pages on other origins can't read it.
 */
@RestController
final class ReportController {

	@GetMapping("/internal/report")
	Report report() {
		return new Report("Vanilla is running out");
	}

	record Report(String text) {

	}

}
