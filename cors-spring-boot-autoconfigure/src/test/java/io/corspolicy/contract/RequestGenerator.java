package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.corspolicy.contract.Configuration.Policy;
import io.corspolicy.contract.PageFetch.Field;
import io.corspolicy.test.CredentialsMode;

/**
 * Makes up requests that have something to do with a configuration.
 */
final class RequestGenerator {

	/** Where the application may be, as long as there is no server. */
	private static final List<String> SERVERS = List.of("https://api.example.com", "http://localhost:8080",
			"http://[::1]:9090", "http://under_score.example.com", "https://app.example.com");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"patch", "put", "PURGE", "get");

	/** Whether they are safelisted is told by hand. */
	private static final List<Field> FIELDS = List.of(new Field("Accept", "text/html", true),
			new Field("Accept", "a(b)", false), new Field("Accept-Language", "de, en;q=0.5", true),
			new Field("Content-Language", "de", true), new Field("Content-Type", "text/plain", true),
			new Field("content-type", "multipart/form-data; boundary=x", true),
			new Field("Content-Type", "application/json", false),
			new Field("Content-Type", "text/plain; x=\"{}\"", false), new Field("Authorization", "Bearer x", false),
			new Field("authorization", "Basic dTpw", false), new Field("X-A", "1", false), new Field("x-b", "2", false),
			new Field("X-Unheard-Of", "3", false), new Field("Range", "bytes=0-1", true),
			new Field("Range", "bytes=-5", false), new Field("Accept", "x".repeat(129), false));

	private final Random random;

	private final OriginGenerator origins;

	private final Configuration configuration;

	private final Contract contract;

	RequestGenerator(Random random, Configuration configuration) {
		this.configuration = configuration;
		this.contract = new Contract(configuration);
		this.random = random;
		this.origins = new OriginGenerator(random);
	}

	/** Where the application is. */
	String server() {
		return one(SERVERS);
	}

	/** What a page at some origin may fetch, as a rule where and how a policy lets it. */
	PageFetch fetch(String server) {
		String path = path(server);
		Policy policy = policy(server, path);
		String origin = switch (this.random.nextInt(16)) {
			case 0 -> "null";
			case 1 -> server;
			default -> this.origins.near(one(policy.list("allowed-origins")));
		};
		String method = one((oneIn(3) || policy.list("allowed-methods").contains("*")) ? METHODS
				: policy.list("allowed-methods", "GET", "POST", "PUT"));
		CredentialsMode credentials = (policy.is("allow-credentials") || oneIn(6)) ? CredentialsMode.INCLUDE
				: one(List.of(CredentialsMode.OMIT, CredentialsMode.SAME_ORIGIN));
		return new PageFetch(server, this.origins.typed(origin), origin, method, path, fields(policy), credentials,
				oneIn(12), !oneIn(4));
	}

	private List<Field> fields(Policy policy) {
		List<String> allowed = policy.list("allowed-headers", "Content-Type");
		List<Field> fields = new ArrayList<>();
		int count = this.random.nextInt(2) * this.random.nextInt(4);
		for (int i = 0; i < count; i++) {
			Field field = one(FIELDS);
			boolean listed = allowed.contains("*") || allowed.stream().anyMatch(field.name()::equalsIgnoreCase);
			if ((listed || field.safelisted() || oneIn(4))
					&& fields.stream().noneMatch((other) -> other.name().equalsIgnoreCase(field.name()))) {
				fields.add(field);
			}
		}
		return fields;
	}

	private String path(String server) {
		List<String> covered = Items.PATHS.stream().filter((path) -> this.contract.covers(server, path)).toList();
		return one((covered.isEmpty() || oneIn(6)) ? Items.PATHS : covered);
	}

	/** One that applies there, if there is any. */
	private Policy policy(String server, String path) {
		List<Policy> policies = this.contract.policies(server, path);
		return one(policies.isEmpty() ? this.configuration.effective() : policies);
	}

	/** What no browser sends, and what old ones and proxies may. */
	OddRequest odd(String server) {
		String path = path(server);
		List<String> entries = policy(server, path).list("allowed-origins");
		List<Field> fields = new ArrayList<>();
		if (!oneIn(20)) {
			fields
				.add(field("Origin", oneIn(4) ? this.origins.near(one(entries)) : this.origins.mangled(one(entries))));
		}
		if (oneIn(12)) {
			fields.add(field("Origin", this.origins.near(one(entries))));
		}
		boolean preflight = oneIn(2);
		if (preflight) {
			fields.add(field("Access-Control-Request-Method",
					one(List.of("GET", "PUT", "put", "", "TRACE", "CONNECT", "A B", "*", "PUT, GET", "x\u0000"))));
			if (oneIn(12)) {
				fields.add(field("access-control-request-method", "GET"));
			}
			for (int i = this.random.nextInt(3); i > 0; i--) {
				fields.add(field("Access-Control-Request-Headers",
						one(List.of("x-a", "X-B,x-a", " x-a ,, x-b,\t", "", ",", "origin, accept, x-a", "x a",
								"x-a;x-b", "*", "authorization", "\u212a", "x-a\u0000", "x-a,".repeat(1030),
								"x".repeat(9000)))));
			}
			if (oneIn(4)) {
				fields.add(field("Access-Control-Request-Private-Network", one(List.of("true", "TRUE", "", "false"))));
			}
		}
		if (oneIn(4)) {
			fields.add(field("Sec-Fetch-Site", one(List.of("same-origin", "same-site", "cross-site", "none", "?"))));
		}
		if (oneIn(4)) {
			fields.add(field("Sec-Fetch-Mode", one(List.of("navigate", "cors", "no-cors", "websocket", ""))));
		}
		if (oneIn(8)) {
			fields.add(field("Upgrade", "websocket"));
		}
		String method = (preflight && !oneIn(6)) ? "OPTIONS" : one(List.of("GET", "POST", "PUT", "OPTIONS", "PURGE"));
		return new OddRequest(server, method, path, fields);
	}

	private static Field field(String name, String value) {
		return new Field(name, value, false);
	}

	private boolean oneIn(int number) {
		return this.random.nextInt(number) == 0;
	}

	private <T> T one(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
