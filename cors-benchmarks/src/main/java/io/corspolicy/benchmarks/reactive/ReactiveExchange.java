package io.corspolicy.benchmarks.reactive;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

/**
 * A request, its response and the application that answers it, used again and again.
 */
final class ReactiveExchange {

	private final Call call;

	private final ReactiveApplication application;

	private final NettyRequest request;

	private final NettyResponse response;

	private final ServerWebExchange exchange;

	private final Server server = new Server();

	ReactiveExchange(Call call, ReactiveApplication application, ApplicationContext context) {
		this.call = call;
		this.application = application;
		this.request = new NettyRequest(call);
		this.response = new NettyResponse(this.request.operations());
		this.exchange = new DefaultServerWebExchange(this.request.request(), this.response.response(),
				new DefaultWebSessionManager(), ServerCodecConfigurer.create(), new AcceptHeaderLocaleContextResolver(),
				context);
	}

	/**
	 * Let the request go through a filter and complete the response, as a server does.
	 */
	int pass(WebFilter filter) {
		this.application.recycle();
		this.request.recycle();
		this.response.recycle();
		this.exchange.getAttributes().clear();
		if (this.call.varied()) {
			this.response.response().getHeaders().add(HttpHeaders.VARY, Call.VARIED);
		}
		filter.filter(this.exchange, this.application).subscribe(this.server);
		this.response.response().setComplete().subscribe(this.server);
		return this.response.status();
	}

	/**
	 * Check that a filter does what is measured.
	 * @throws IllegalStateException if it does not
	 */
	void check(Row row, Variant variant, WebFilter filter) {
		// What is left of a request must not show in the next one.
		for (int i = 0; i < 3; i++) {
			pass(filter);
			if (!this.response.response().isCommitted()) {
				throw new IllegalStateException(row + " through " + variant + " was not completed at once");
			}
			if (variant != Variant.EMPTY) {
				row.answer()
					.check(row + " through the web filter " + variant, this.call, this.application.isReached(),
							this.response.status(),
							this.response.response().getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN));
			}
		}
	}

	/**
	 * Waits for nothing: whatever is done here is done at once.
	 */
	private static final class Server implements CoreSubscriber<Void> {

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Void nothing) {
			// There is none.
		}

		@Override
		public void onError(Throwable failure) {
			throw Exceptions.propagate(failure);
		}

		@Override
		public void onComplete() {
			// The next step is taken anyway.
		}

	}

}
