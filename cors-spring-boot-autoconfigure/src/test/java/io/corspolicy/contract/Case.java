package io.corspolicy.contract;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A configuration and a request.
 *
 * @param <T> the type of request
 * @param configuration the configuration
 * @param request the request
 * @param smallerRequests how requests are made smaller
 */
record Case<T>(Configuration configuration, T request, Function<T, Stream<T>> smallerRequests) {

	static Case<PageFetch> of(Configuration configuration, PageFetch fetch) {
		return new Case<>(configuration, fetch, PageFetch::smaller);
	}

	static Case<OddRequest> of(Configuration configuration, OddRequest request) {
		return new Case<>(configuration, request, OddRequest::smaller);
	}

	/** This case with something left out or made plainer, the coarsest cuts first. */
	Stream<Case<T>> smaller() {
		Stream<Case<T>> configurations = this.configuration.smaller()
			.filter((smaller) -> ConfigurationGenerator.isClear(smaller.effective()))
			.map((smaller) -> new Case<>(smaller, this.request, this.smallerRequests));
		Stream<Case<T>> requests = this.smallerRequests.apply(this.request)
			.map((smaller) -> new Case<>(this.configuration, smaller, this.smallerRequests));
		return Stream.concat(configurations, requests);
	}

	@Override
	public String toString() {
		return this.configuration + this.request.toString();
	}

}
