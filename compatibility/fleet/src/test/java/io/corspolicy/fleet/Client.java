package io.corspolicy.fleet;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends CORS requests to one instance, one after another, and looks at every answer: that
 * it belongs to one version of the policy, and not to an earlier one than the answer
 * before.
 */
final class Client implements AutoCloseable {

	private static final String PATH = "/tenants/kiosk/menu";

	private static final String ALWAYS = "https://always.kiosk.example";

	private final Instance instance;

	private final CompletableFuture<Void> ended;

	private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

	private final AtomicInteger answers = new AtomicInteger();

	/** When a version was first seen, for each that was. */
	private final NavigableMap<Integer, Long> seen = new ConcurrentSkipListMap<>();

	private volatile int version;

	private volatile boolean running = true;

	Client(Instance instance, int version) {
		this.instance = instance;
		this.version = version;
		this.ended = CompletableFuture.runAsync(this::run, (run) -> new Thread(run, "client of " + instance).start());
	}

	private void run() {
		try {
			while (this.running) {
				int before = this.version;
				int now = ask("OPTIONS", ALWAYS);
				if (now < before) {
					complain("has gone back from version " + before + " to " + now);
				}
				else if (now > before) {
					this.version = now;
					this.seen.put(now, System.nanoTime());
				}
				String origin = "https://v" + now + ".kiosk.example";
				int preflight = ask("OPTIONS", origin);
				int actual = ask("GET", origin);
				int after = ask("OPTIONS", ALWAYS);
				if (after == now && (preflight != now || actual != now)) {
					complain("stayed at version " + now + " and refused its origin");
				}
				// The processor is for those that are asked.
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		catch (IOException | RuntimeException ex) {
			complain("answers no longer: " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Send a request.
	 * @return the version by which it is allowed, or -1 if it is not
	 */
	private int ask(String method, String origin) throws IOException, InterruptedException {
		HttpResponse<String> response = method.equals("OPTIONS")
				? this.instance.send(method, PATH, "", "Origin", origin, "Access-Control-Request-Method", "GET")
				: this.instance.send(method, PATH, "", "Origin", origin);
		this.answers.incrementAndGet();
		HttpHeaders headers = response.headers();
		boolean preflight = method.equals("OPTIONS");
		String allowed = headers.firstValue("Access-Control-Allow-Origin").orElse("");
		// Without any policy of the database, the application answers.
		boolean open = preflight && this.version < 0 && response.statusCode() == 200;
		if (!open && response.statusCode() != (preflight ? (allowed.isEmpty() ? 403 : 204) : 404)) {
			complain(method + " from " + origin + " was answered by " + response.statusCode());
		}
		if (allowed.isEmpty()) {
			return -1;
		}
		String names = preflight ? headers.firstValue("Access-Control-Allow-Methods").orElse("")
				: headers.firstValue("Access-Control-Expose-Headers").orElse("");
		int number = Integer.parseInt(names.replaceFirst(preflight ? "GET, V" : "X-V-", ""));
		boolean sameAge = !preflight
				|| headers.firstValue("Access-Control-Max-Age").orElse("").equals(String.valueOf(number));
		boolean sameOrigin = allowed.equals(origin)
				&& (origin.equals(ALWAYS) || origin.equals("https://v" + number + ".kiosk.example"));
		if (!sameAge || !sameOrigin) {
			complain("a mix answered " + method + " from " + origin + ": " + headers.map());
		}
		return number;
	}

	private void complain(String what) {
		this.complaints.add(this.instance + " " + what);
	}

	int version() {
		return this.version;
	}

	int answers() {
		return this.answers.get();
	}

	Queue<String> complaints() {
		return this.complaints;
	}

	/**
	 * When a version, or a later one, was first seen.
	 * @param wanted the version
	 * @return by {@link System#nanoTime()}
	 */
	long seen(int wanted) {
		Map.Entry<Integer, Long> entry = this.seen.ceilingEntry(wanted);
		if (entry == null) {
			throw new IllegalStateException(this.instance + " has not come to version " + wanted);
		}
		return entry.getValue();
	}

	@Override
	public void close() {
		this.running = false;
		this.ended.join();
	}

}
