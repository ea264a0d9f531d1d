package io.corspolicy.reactive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.corspolicy.registry.OnePolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fields that filters and handlers write at the last moment, on Netty, whose own header
 * fields are checked, and behind a filter that wraps the response, so that Spring's view
 * of them is.
 */
class LateFieldsTests {

	private static final String APP = "https://app.example.com";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private static List<Arguments> actions() {
		return List.of(Action.values())
			.stream()
			.flatMap((action) -> List.of(Arguments.of(action, false), Arguments.of(action, true)).stream())
			.toList();
	}

	@ParameterizedTest(name = "{0}, wrapped: {1}")
	@MethodSource("actions")
	void nothingWrittenBehindTheFilterSurvives(Action action, boolean wrapped) throws Exception {
		WebFilter front = (exchange, chain) -> action.front(chain.filter(wrapped ? wrapped(exchange) : exchange),
				exchange);
		HttpResponse<String> response = get(action, front);
		assertThat(response.body()).isEqualTo(action.body);
		assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(APP);
		assertThat(response.headers().allValues("Access-Control-Expose-Headers")).isEmpty();
		assertThat(String.join(", ", response.headers().allValues("Vary"))).isIn("Origin", "Origin, Accept");
	}

	/**
	 * A filter in front of ours may do what it likes: nobody could stop it.
	 */
	@ParameterizedTest
	@EnumSource(names = { "SINGLE", "BODY_OF_MANY" })
	void aFilterInFrontWritesLast(Action action) throws Exception {
		WebFilter front = (exchange, chain) -> {
			exchange.getResponse().beforeCommit(() -> {
				HttpHeaders headers = exchange.getResponse().getHeaders();
				assertThat(headers.getFirst("X-Late")).isEqualTo("behind");
				headers.set("X-Front", "late");
				return Mono.empty();
			});
			return chain.filter(exchange);
		};
		HttpResponse<String> response = get(action, front);
		assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(APP);
		assertThat(response.headers().allValues("X-Front")).containsExactly("late");
	}

	private HttpResponse<String> get(Action action, WebFilter front) throws Exception {
		WebFilter behind = (exchange, chain) -> action.behind(exchange, chain.filter(exchange));
		WebHandler handler = (exchange) -> action.handle(exchange.getResponse());
		ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(handler)
			.filters((filters) -> filters
				.addAll(List.of(front, new CorsPolicyWebFilter(OnePolicy.of("/items", APP), 0), behind)))
			.exceptionHandler((exchange, ex) -> write(exchange.getResponse(), "error"))
			.build());
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).handle(adapter).bindNow(TIMEOUT);
		try {
			URI uri = URI.create("http://127.0.0.1:" + server.port() + "/items");
			return client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Origin", APP).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		finally {
			server.disposeNow(TIMEOUT);
		}
	}

	private static ServerWebExchange wrapped(ServerWebExchange exchange) {
		return exchange.mutate().response(new ServerHttpResponseDecorator(exchange.getResponse())).build();
	}

	private static Mono<Void> write(ServerHttpResponse response, String text) {
		return response.writeWith(Mono.just(buffer(response, text)));
	}

	private static DataBuffer buffer(ServerHttpResponse response, String text) {
		return response.bufferFactory().wrap(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void spoil(ServerHttpResponse response) {
		HttpHeaders headers = response.getHeaders();
		headers.set("ACCESS-CONTROL-ALLOW-ORIGIN", "*");
		headers.add("access-control-allow-origin", "https://evil.example.org");
		headers.set("Access-Control-Expose-Headers", "*");
		headers.set("Vary", "Accept");
	}

	private static Path file() {
		try {
			return Files.writeString(Files.createTempFile("items", ".txt"), "items");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * When the fields are written.
	 */
	enum Action {

		/** Before the only buffer. */
		SINGLE("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				response.getHeaders().set("X-Late", "behind");
				spoil(response);
				return write(response, "items");
			}
		},

		/** After the body was handed over, with the only buffer. */
		WITH_THE_BUFFER("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				return response.writeWith(Mono.fromSupplier(() -> {
					spoil(response);
					return buffer(response, "items");
				}));
			}
		},

		/** Between the hand-over of the body and the subscription to it. */
		AT_SUBSCRIPTION("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				return write(response, "items").doOnSubscribe((subscription) -> spoil(response));
			}
		},

		/** Before each of several buffers. */
		BODY_OF_MANY("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				response.getHeaders().set("X-Late", "behind");
				return response.writeWith(Flux.just("it", "ems").map((text) -> {
					if (!response.isCommitted()) {
						spoil(response);
					}
					return buffer(response, text);
				}));
			}
		},

		/** Before several buffers, each of which is flushed. */
		FLUSHED("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				spoil(response);
				return response
					.writeAndFlushWith(Flux.just("it", "ems").map((text) -> Mono.just(buffer(response, text))));
			}
		},

		/** When the handler completes the response. */
		COMPLETED("") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				spoil(response);
				return response.setComplete();
			}
		},

		/** Between the call that completes the response and the subscription to it. */
		AFTER_COMPLETION("") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				Mono<Void> completion = response.setComplete();
				spoil(response);
				return completion;
			}
		},

		/** After the only buffer, while a commit action of a filter in front waits. */
		DURING_THE_COMMIT("items") {
			@Override
			Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
				exchange.getResponse().beforeCommit(waiting());
				return rest;
			}

			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				return response.writeWith(Mono.create((sink) -> {
					sink.success(buffer(response, "items"));
					spoilAndStopWaiting(response);
				}));
			}
		},

		/** The same after the first of several buffers. */
		DURING_THE_COMMIT_OF_MANY("items") {
			@Override
			Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
				exchange.getResponse().beforeCommit(waiting());
				return rest;
			}

			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				return response.writeWith(Flux.create((sink) -> {
					sink.next(buffer(response, "it"));
					spoilAndStopWaiting(response);
					sink.next(buffer(response, "ems"));
					sink.complete();
				}));
			}
		},

		/** The same when the filter in front asks for it as late as it can. */
		DURING_A_LATE_COMMIT_ACTION("items") {

			private ServerHttpResponse front;

			@Override
			Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
				this.front = exchange.getResponse();
				return rest;
			}

			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				ServerHttpResponse response = exchange.getResponse();
				return response.writeWith(Flux.create((sink) -> {
					this.front.beforeCommit(waiting());
					sink.next(buffer(response, "items"));
					spoilAndStopWaiting(response);
					sink.complete();
				}));
			}
		},

		/** Between the hand-over of a file and the subscription to it. */
		AFTER_A_FILE("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				Mono<Void> written = (response instanceof ZeroCopyHttpOutputMessage zeroCopy)
						? zeroCopy.writeWith(file(), 0, "items".length()) : write(response, "items");
				spoil(response);
				return written;
			}
		},

		/** Between the hand-over of several buffers and the subscription to them. */
		AFTER_A_BODY_OF_MANY("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				Mono<Void> written = response.writeWith(Flux.just("it", "ems").map((text) -> buffer(response, text)));
				spoil(response);
				return written;
			}
		},

		/** Before the handler ends without a body. */
		NOT_COMPLETED("") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				spoil(response);
				return Mono.empty();
			}
		},

		/** Before an error, which is handled in front of all filters. */
		FAILED("error") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				spoil(response);
				return Mono.error(new IllegalStateException("As asked for"));
			}
		},

		/** Before a filter in front of ours gives up and answers itself. */
		CANCELLED("in time") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				spoil(response);
				return Mono.never();
			}

			@Override
			Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
				return Mono.firstWithSignal(rest, Mono.empty())
					.then(Mono.defer(() -> write(exchange.getResponse(), "in time")));
			}
		},

		/** Before a filter in front of ours tries again. */
		RETRIED("items") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				boolean second = response.getHeaders().containsHeader("X-Tried");
				response.getHeaders().set("X-Tried", "once");
				spoil(response);
				return second ? write(response, "items") : Mono.error(new IllegalStateException("As asked for"));
			}

			@Override
			Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
				return rest.retry(1);
			}

			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				return Mono.defer(() -> handle(exchange.getResponse()));
			}
		},

		/** By a commit action of a filter behind ours. */
		COMMIT_ACTION("items") {
			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				ServerHttpResponse response = exchange.getResponse();
				response.beforeCommit(() -> Mono.fromRunnable(() -> spoil(response)));
				return rest;
			}
		},

		/** By a commit action that takes its time. */
		SLOW_COMMIT_ACTION("items") {
			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				ServerHttpResponse response = exchange.getResponse();
				response.beforeCommit(
						() -> Mono.delay(Duration.ofMillis(1)).then(Mono.fromRunnable(() -> spoil(response))));
				return rest;
			}
		},

		/** By a commit action that fails: no other runs when the error is answered. */
		FAILING_COMMIT_ACTION("error") {
			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				exchange.getResponse().beforeCommit(failing(exchange.getResponse()));
				return rest;
			}
		},

		/** The same where a filter behind ours answers the error. */
		FAILING_COMMIT_ACTION_AND_A_BODY("error") {
			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				ServerHttpResponse response = exchange.getResponse();
				response.beforeCommit(failing(response));
				return rest.onErrorResume((ex) -> write(response, "error"));
			}
		},

		/** The same without a body. */
		FAILING_COMMIT_ACTION_AND_NO_BODY("") {
			@Override
			Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
				ServerHttpResponse response = exchange.getResponse();
				response.beforeCommit(failing(response));
				return rest.onErrorResume((ex) -> response.setComplete());
			}
		},

		/** By a commit action, before an error. */
		COMMIT_ACTION_OF_AN_ERROR("error") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				response.beforeCommit(() -> Mono.fromRunnable(() -> spoil(response)));
				return Mono.error(new IllegalStateException("As asked for"));
			}
		},

		/** By a commit action, before the end of the chain without a body. */
		COMMIT_ACTION_WITHOUT_A_BODY("") {
			@Override
			Mono<Void> handle(ServerHttpResponse response) {
				response.beforeCommit(() -> Mono.fromRunnable(() -> spoil(response)));
				return Mono.empty();
			}
		};

		private final String body;

		Action(String body) {
			this.body = body;
		}

		Supplier<Mono<Void>> failing(ServerHttpResponse response) {
			return () -> Mono.fromRunnable(() -> {
				spoil(response);
				throw new IllegalStateException("As asked for");
			});
		}

		private Sinks.Empty<Void> end = Sinks.empty();

		/** A commit action that waits for the fields to be written. */
		Supplier<Mono<Void>> waiting() {
			this.end = Sinks.empty();
			return this.end::asMono;
		}

		void spoilAndStopWaiting(ServerHttpResponse response) {
			spoil(response);
			this.end.tryEmitEmpty();
		}

		/** What a filter in front of ours does. */
		Mono<Void> front(Mono<Void> rest, ServerWebExchange exchange) {
			return rest;
		}

		/** What a filter behind ours does. */
		Mono<Void> behind(ServerWebExchange exchange, Mono<Void> rest) {
			return rest;
		}

		/** What the handler does. */
		Mono<Void> handle(ServerHttpResponse response) {
			return write(response, "items");
		}

	}

}
