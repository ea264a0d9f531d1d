package io.corspolicy.reactive;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Restores the header fields of a response when a publisher makes its receiver commit it:
 * before an element is passed on, and at the commit if the publisher ends or is cancelled
 * without one. Reactor's own operators do the same, and create twice as much for each
 * request. The publishers can't be called, even if their sources can: operators call a
 * value before {@code onSubscribe}, in which the fields may still be written.
 */
final class CommitSignals {

	private CommitSignals() {
	}

	static <T> Mono<T> of(Mono<? extends T> source, GuardedResponse response) {
		return new GuardedMono<>(source, response);
	}

	static <T> Flux<T> of(Publisher<? extends T> source, GuardedResponse response) {
		return new GuardedFlux<>(Flux.from(source), response);
	}

	/**
	 * At most one element.
	 */
	private static final class GuardedMono<T> extends MonoOperator<T, T> {

		private final GuardedResponse response;

		private GuardedMono(Mono<? extends T> source, GuardedResponse response) {
			super(source);
			this.response = response;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			this.source.subscribe(new Subscriber<>(actual, this.response));
		}

	}

	/**
	 * Any number of elements, the first of which commits the response.
	 */
	private static final class GuardedFlux<T> extends FluxOperator<T, T> {

		private final GuardedResponse response;

		private GuardedFlux(Flux<? extends T> source, GuardedResponse response) {
			super(source);
			this.response = response;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			this.source.subscribe(new Subscriber<>(actual, this.response));
		}

	}

	/**
	 * Between the source and its receiver.
	 */
	private static final class Subscriber<T> implements CoreSubscriber<T>, Subscription {

		private final CoreSubscriber<? super T> actual;

		private final GuardedResponse response;

		private @Nullable Subscription upstream;

		private Subscriber(CoreSubscriber<? super T> actual, GuardedResponse response) {
			this.actual = actual;
			this.response = response;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(T element) {
			this.response.restoreForCommit();
			this.actual.onNext(element);
		}

		@Override
		public void onError(Throwable ex) {
			this.response.restoreAtCommit();
			this.actual.onError(ex);
		}

		@Override
		public void onComplete() {
			this.response.restoreAtCommit();
			this.actual.onComplete();
		}

		@Override
		public void request(long count) {
			upstream().request(count);
		}

		@Override
		public void cancel() {
			this.response.restoreAtCommit();
			upstream().cancel();
		}

		private Subscription upstream() {
			return Objects.requireNonNull(this.upstream);
		}

	}

}
