package io.corspolicy.browsers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session of the WebDriver BiDi protocol: commands over a WebSocket, to the browser
 * itself. Its events are not listened to.
 */
final class BiDi implements WebSocket.Listener {

	private final JsonMapper json = new JsonMapper();

	private final AtomicInteger ids = new AtomicInteger();

	private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

	private final StringBuilder message = new StringBuilder();

	private final WebSocket socket;

	private BiDi(String url) {
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Workplace.PATIENCE)
			.buildAsync(URI.create(url), this)
			.join();
	}

	static BiDi connect(String url) {
		return new BiDi(url);
	}

	/**
	 * Send a command, and wait for what comes of it.
	 * @param method the command
	 * @param parameters its parameters
	 * @return the result
	 * @throws IllegalStateException if the browser answers with an error
	 */
	JsonNode send(String method, Map<String, ?> parameters) {
		int id = this.ids.incrementAndGet();
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.answers.put(id, answer);
		this.socket.sendText(this.json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
				true);
		JsonNode message = answer.orTimeout(Workplace.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		if (!message.path("type").asString().equals("success")) {
			throw new IllegalStateException(message.toString());
		}
		return message.path("result");
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
		this.message.append(part);
		if (last) {
			JsonNode message = this.json.readTree(this.message.toString());
			this.message.setLength(0);
			CompletableFuture<JsonNode> answer = this.answers.remove(message.path("id").asInt(0));
			if (answer != null) {
				answer.complete(message);
			}
		}
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
		onError(socket, new IOException("The browser has closed the connection: " + reason));
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable error) {
		this.answers.values().forEach((answer) -> answer.completeExceptionally(error));
	}

}
