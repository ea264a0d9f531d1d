package io.corspolicy.benchmarks.reactive;

import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.reactive.HandlerPolicyMapping;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.openjdk.jmh.annotations.CompilerControl;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;

/**
 * A request, its response and an application that does nothing, used again and again.
 */
final class LightExchange implements ServerWebExchange {

	private final Call call;

	private final LightRequest request;

	private final LightResponse response = new LightResponse();

	private final Map<String, Object> attributes = new HashMap<>();

	private final Server server = new Server();

	private boolean reached;

	private final WebFilterChain application = this::handle;

	private final ApplicationContext context = new StaticApplicationContext();

	private final HandlerPolicyMapping mapping = new HandlerPolicyMapping(this.context);

	private final boolean compared;

	LightExchange(Call call, boolean compared) {
		this.call = call;
		this.compared = compared;
		this.request = new LightRequest(call);
	}

	/**
	 * Let the request go through a filter and complete the response, as a server does.
	 */
	int pass(WebFilter filter) {
		this.request.recycle();
		this.response.recycle();
		this.attributes.clear();
		this.reached = false;
		if (this.call.varied()) {
			this.response.getHeaders().add(HttpHeaders.VARY, Call.VARIED);
		}
		filter.filter(this, this.application).subscribe(this.server);
		this.response.setComplete().subscribe(this.server);
		return this.response.getStatusCode().value();
	}

	/**
	 * Not inlined, or what filters put around the response would be seen to be unused.
	 */
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	private Mono<Void> handle(ServerWebExchange exchange) {
		this.reached = true;
		return this.compared ? this.mapping.getHandler(exchange).then() : Mono.empty();
	}

	/**
	 * Check that a filter does what is measured.
	 * @throws IllegalStateException if it does not
	 */
	void check(Row row, Variant variant, WebFilter filter) {
		pass(filter);
		if (!this.response.isCommitted()) {
			throw new IllegalStateException(row + " through " + variant + " was not completed at once");
		}
		if (variant != Variant.EMPTY) {
			row.answer()
				.check(row + " through the web filter " + variant, this.call, this.reached,
						this.response.getStatusCode().value(),
						this.response.getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN));
		}
	}

	@Override
	public LightRequest getRequest() {
		return this.request;
	}

	@Override
	public LightResponse getResponse() {
		return this.response;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public Mono<WebSession> getSession() {
		throw new UnsupportedOperationException("getSession");
	}

	@Override
	public <T extends Principal> Mono<T> getPrincipal() {
		throw new UnsupportedOperationException("getPrincipal");
	}

	@Override
	public Mono<MultiValueMap<String, String>> getFormData() {
		throw new UnsupportedOperationException("getFormData");
	}

	@Override
	public Mono<MultiValueMap<String, Part>> getMultipartData() {
		throw new UnsupportedOperationException("getMultipartData");
	}

	@Override
	public LocaleContext getLocaleContext() {
		throw new UnsupportedOperationException("getLocaleContext");
	}

	@Override
	public ApplicationContext getApplicationContext() {
		return this.context;
	}

	@Override
	public boolean isNotModified() {
		return false;
	}

	@Override
	public boolean checkNotModified(Instant lastModified) {
		return false;
	}

	@Override
	public boolean checkNotModified(String etag) {
		return false;
	}

	@Override
	public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
		return false;
	}

	@Override
	public String transformUrl(String url) {
		return url;
	}

	@Override
	public void addUrlTransformer(Function<String, String> transformer) {
		throw new UnsupportedOperationException("addUrlTransformer");
	}

	@Override
	public String getLogPrefix() {
		return "";
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
