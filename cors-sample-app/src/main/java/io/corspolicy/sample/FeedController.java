package io.corspolicy.sample;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/feed")
final class FeedController {

	private final FeedRepository feed;

	FeedController(FeedRepository feed) {
		this.feed = feed;
	}

	@GetMapping
	List<FeedEntry> latest() {
		return this.feed.findTop10ByOrderByIdDesc();
	}

	// JSON alone: text/plain would need no preflight, so any page could have it stored.
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	FeedEntry publish(@RequestBody Draft draft) {
		return this.feed.save(new FeedEntry(null, draft.text()));
	}

	record Draft(String text) {

		Draft {
			Assert.hasText(text, "News needs a text");
		}

	}

}
