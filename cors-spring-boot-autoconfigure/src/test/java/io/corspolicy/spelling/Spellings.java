package io.corspolicy.spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes requests: paths that handlers and servlets have, and ways to write them that a
 * server, a filter or a router may take for the same.
 */
final class Spellings {

	private static final List<String> PATHS = List.of("/admin", "/admin/users", "/report", "/closed", "/users",
			"/items/1", "/kiosk/7/keys", "/bean/x", "/route/1", "/internal/x", "/internal/open/x", "/ops/secret",
			"/ops/users", "/pub", "/", "/pub/x.act", "/admin/x.act", "/internal/x.act", "/files/open.txt",
			"/files/secret/plan.txt", "/files/secret/plan.txt");

	private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "DELETE", "PUT", "HEAD", "PATCH",
			"OPTIONS", "FOO", "get", "delete");

	/** Put before a slash. */
	private static final List<String> BETWEEN = List.of("/", "//", "/.", "/..", "/./.", "/x/..", "/x/..;", "/x/..;a=b",
			"/x/%2e%2e", "/x/%2E.", "/x/.%2e;a", "/x/%252e%252e", "/;", "/;a=b", ";", ";a=b", ";a/", "/%2e", "/%2F",
			"/%5c", "/\\", "/%00", "/%09", "/%20", "/admin/..", "/pub/..;", "/pub/..", "/internal/..", "/ops/..;",
			"/admin/%2e%2e", "/...", "/..../..", "/+", "/%", "/%zz");

	private static final List<String> AT_THE_END = List.of("/", "//", "/.", "/..", "/./", "/../", ";", ";a=b", "/;",
			";/", "/;/", "%3B", "%3b=/", "%2F", "%2f..", "/%2e", "/%2e%2e", "/..;", "/..;/", ".json", ".", ".act",
			";.act", "/x.act;a=b", "?", "?x=/..", "?;", "#", "#/x", "%23", "%3F", "%00", "%20", "+", "\\", "%5C",
			"/%5c", "%0a", "%0d%0a", "%09", "*", "/*", "%c3%a9", "\u00c3\u00a9", "/..%2f", "/%2e%2e%2f", "%c0%af",
			"%u002f", "%E2%80%AE", "/x/..", "/x/../", "/x/..;/", "/users", "/1", " ", "\t");

	private static final List<String> AT_THE_BEGINNING = List.of("/", "//", "\\", "/.", "/..", "/;", "/;a=b/..", "*",
			"http://localhost", "http://other.example", "http://other.example:80", "https://admin",
			"HTTP://localhost/..", "http:", "//other.example", "/%2e", "/%2F", "/x/..", "/x/..;", "/pub/..;",
			"/admin/..", "/internal/..;", "/mvc/..", "/app/..;", "/app/../app", "/mvc/../mvc", "/%61pp/..", "/ops/..",
			"%2F", "");

	/** Characters that some take for others, in either case. */
	private static final List<String> LOOKALIKES = List.of("k%E2%84%AA", "s%C5%BF", "i%C4%B0", "i%C4%B1", "s%EF%BD%93",
			"a%EF%BD%81", "/%EF%BC%8F", "/%E2%81%84", ".%EF%BC%8E", "/%25%32%66", "/%c0%2f", "e%65%CC%81");

	private final Random random;

	private final List<String> prefixes;

	Spellings(Random random, List<String> prefixes) {
		this.random = random;
		this.prefixes = prefixes;
	}

	/**
	 * Every path as it is written plainly.
	 */
	List<Spelling> plain() {
		return this.prefixes.stream()
			.flatMap((prefix) -> Stream.concat(
					PATHS.stream().map((path) -> new Spelling("GET", prefix + path, true, "")),
					Stream.of("HEAD", "POST", "DELETE")
						.map((method) -> new Spelling(method, prefix + "/items/1", true, ""))))
			.toList();
	}

	/**
	 * What went wrong elsewhere, so that no run depends on luck for it.
	 */
	List<Spelling> known() {
		List<Spelling> spellings = new ArrayList<>();
		for (String prefix : this.prefixes) {
			for (String path : List.of("/report", "/closed", "/users", "/internal/x", "/ops/users", "/admin/x.act")) {
				for (String form : List.of("/%s", "%s/", "/.%s", "/pub/..;%s", "/pub/%%2e%%2e;%s", "//%s", "%s;a=b")) {
					spellings.add(new Spelling("GET", prefix + form.formatted(path), false, ""));
				}
				spellings.add(new Spelling("GET", prefix + path.replace("s", "%73").replace("r", "%72"), false, ""));
				spellings.add(new Spelling("GET", prefix + path.toUpperCase(Locale.ROOT), false, ""));
				spellings
					.add(new Spelling("GET", prefix + path.replace("i", "%C4%B1").replace("s", "%C5%BF"), false, ""));
			}
			for (String file : List.of("//secret/plan.txt", "/./secret/plan.txt", "/%2e/secret/plan.txt",
					"/;/secret/plan.txt", "/%73ecret/plan.txt", "/%20/secret/plan.txt", "/secret%2Fplan.txt",
					"/%5csecret/plan.txt", "/x/../secret/plan.txt", "/x/..;/secret/plan.txt")) {
				spellings.add(new Spelling("GET", prefix + "/files" + file, false, ""));
			}
			spellings.add(new Spelling("POST", prefix + "/items/1", false, "_method=DELETE"));
		}
		return spellings;
	}

	/**
	 * So many random ones.
	 */
	List<Spelling> random(int number) {
		return Stream.generate(this::next).limit(number).toList();
	}

	private Spelling next() {
		String target = pick(this.prefixes) + pick(PATHS);
		int changes = this.random.nextInt(4);
		boolean plain = changes == 0;
		for (int i = 0; i < changes; i++) {
			target = change(target);
		}
		if (!plain && this.random.nextInt(50) == 0) {
			target = target + "/" + "x/../".repeat(this.random.nextInt(200));
		}
		// What else is sent to a file reaches the catch-all, whose policy is that of the
		// path.
		boolean file = target.toLowerCase(Locale.ROOT).contains("files");
		boolean form = !file && this.random.nextInt(12) == 0;
		String method = file ? pick(List.of("GET", "HEAD")) : pick(METHODS);
		return new Spelling(form ? "POST" : method, target, plain,
				form ? "_method=" + pick(List.of("DELETE", "PUT", "delete")) : "");
	}

	private String change(String target) {
		return switch (this.random.nextInt(8)) {
			case 0 -> pick(AT_THE_BEGINNING) + target;
			case 1, 2 -> target + pick(AT_THE_END);
			case 3, 4 -> before(target, pick(BETWEEN));
			case 5 -> lookalike(target);
			default -> respell(target);
		};
	}

	private String before(String target, String inserted) {
		List<Integer> slashes = IntStream.range(0, target.length())
			.filter((i) -> target.charAt(i) == '/')
			.boxed()
			.toList();
		if (slashes.isEmpty()) {
			return target + inserted;
		}
		int place = slashes.get(this.random.nextInt(slashes.size()));
		return target.substring(0, place) + inserted + target.substring(place);
	}

	private String lookalike(String target) {
		String pair = pick(LOOKALIKES);
		int place = target.toLowerCase(Locale.ROOT).indexOf(pair.charAt(0));
		return (place < 0) ? respell(target)
				: target.substring(0, place) + pair.substring(1) + target.substring(place + 1);
	}

	/** One character, written in another way. */
	private String respell(String target) {
		if (target.isEmpty()) {
			return target;
		}
		int place = this.random.nextInt(target.length());
		char character = target.charAt(place);
		String hex = String.format((this.random.nextBoolean()) ? "%02x" : "%02X", (int) character);
		String written = switch (this.random.nextInt(5)) {
			case 0 -> "%25" + hex;
			case 1 -> Character.isUpperCase(character) ? String.valueOf(Character.toLowerCase(character))
					: String.valueOf(Character.toUpperCase(character));
			case 2 -> target.toUpperCase(Locale.ROOT).substring(place, Math.min(target.length(), place + 1));
			default -> "%" + hex;
		};
		return target.substring(0, place) + written + target.substring(place + 1);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	/**
	 * A request without its fields.
	 *
	 * @param method the method
	 * @param target the request target
	 * @param plain whether it is written in the plain way
	 * @param form the fields of a form, if any
	 */
	record Spelling(String method, String target, boolean plain, String form) {

		/**
		 * The request as it goes over the wire.
		 */
		String toRequest(String... fields) {
			return render(this.method, this.form, fields);
		}

		String toPreflight(String origin) {
			return render("OPTIONS", "", "Origin: " + origin, "Access-Control-Request-Method: " + this.method);
		}

		private String render(String method, String body, String... fields) {
			StringBuilder text = new StringBuilder(method).append(' ')
				.append(this.target)
				.append(" HTTP/1.1\r\nHost: localhost\r\n");
			for (String field : fields) {
				text.append(field).append("\r\n");
			}
			if (!body.isEmpty()) {
				text.append("Content-Type: application/x-www-form-urlencoded\r\n");
			}
			if (!body.isEmpty() || List.of("POST", "PUT", "PATCH").contains(method)) {
				text.append("Content-Length: ").append(body.length()).append("\r\n");
			}
			return text.append("\r\n").append(body).toString();
		}

		/** As a filter that takes slashes away from paths may see it. */
		boolean endsInSlash() {
			return this.target.matches("[^?#]*/(;[^/?#]*)?([?#].*)?");
		}

		boolean isForm() {
			return !this.form.isEmpty();
		}

		@Override
		public String toString() {
			return this.method + " " + this.target + (isForm() ? " with " + this.form : "");
		}

	}

}
