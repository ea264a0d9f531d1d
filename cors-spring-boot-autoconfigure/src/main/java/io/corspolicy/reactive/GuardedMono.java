package io.corspolicy.reactive;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * A mono that may end in the commit of a response. Before it passes an element on, whose
 * receiver commits the response, the header fields are restored; when it ends, or is
 * cancelled, without a commit, they will be at the commit. Reactor's own operators do the
 * same, and create twice as much for each request. It can't be called, even if its source
 * can: operators call a value before {@code onSubscribe}, in which the fields may still
 * be written.
 *
 * @param <T> the type of the element
 */
final class GuardedMono<T> extends MonoOperator<T, T> {

	private final GuardedResponse response;

	GuardedMono(Mono<? extends T> source, GuardedResponse response) {
		super(source);
		this.response = response;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new Subscriber<>(actual, this.response));
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
			this.response.restoreUnlessCommitted();
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
