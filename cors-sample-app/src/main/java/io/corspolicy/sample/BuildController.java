package io.corspolicy.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
final class BuildController {

	private static final Map<String, List<String>> LOGS = Map.of("42", List.of("Fetching the milk",
			"Stirring the custard", "Folding in the cream", "Freezing at -18 °C", "Scooped: build 42 is ready"));

	@GetMapping(path = "/builds/{build}/log", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> log(@PathVariable String build) {
		List<String> lines = LOGS.get(build);
		if (lines == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such build");
		}
		// Without a closing event, EventSource treats the end of the stream as a lost
		// connection and connects again.
		return Flux.fromIterable(lines)
			.delayElements(Duration.ofMillis(60))
			.map((line) -> ServerSentEvent.builder(line).build())
			.concatWithValues(ServerSentEvent.<String>builder().event("end").data("succeeded").build());
	}

}
