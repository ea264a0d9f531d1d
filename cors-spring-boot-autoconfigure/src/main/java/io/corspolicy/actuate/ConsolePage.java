package io.corspolicy.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.MimeType;

/**
 * The page that shows what the endpoint knows: one document with its styles and its
 * script inline, and the fields that go with it. Its Content-Security-Policy allows them
 * by their hashes, and allows nothing but requests to the endpoint
 * (<a href="https://www.w3.org/TR/CSP3/#external-hash">CSP, "hash-source"</a>).
 */
public final class ConsolePage {

	/** The page, as it is in the path. */
	public static final String OPERATION = "console";

	/** The page's media type. */
	static final MimeType TYPE = new MimeType("text", "html", StandardCharsets.UTF_8);

	private static final String STYLE_LINK = "<link rel=\"stylesheet\" href=\"console.css\">";

	private static final String SCRIPT_LINK = "<script type=\"module\" src=\"console.js\"></script>";

	private final byte[] html;

	private final Map<String, String> headers;

	private ConsolePage() {
		String style = "\n" + read("console.css");
		String script = "\n"
				+ Stream.of("dom.js", "endpoint.js", "sequence.js", "why.js", "lists.js", "state.js", "console.js")
					.map(ConsolePage::read)
					.collect(Collectors.joining("\n"));
		String policy = "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
				+ "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
		// In the page and in a field, so that the page always has it, however it is
		// served: only the field can have frame-ancestors.
		String meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">";
		this.html = read("console.html").replace(STYLE_LINK, meta + "\n  <style>" + style + "</style>")
			.replace(SCRIPT_LINK, "<script type=\"module\">" + script + "</script>")
			.getBytes(StandardCharsets.UTF_8);
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("Content-Security-Policy",
				policy + "; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
		fields.put("Cache-Control", "no-store");
		fields.put("X-Content-Type-Options", "nosniff");
		fields.put("Referrer-Policy", "no-referrer");
		this.headers = Collections.unmodifiableMap(fields);
	}

	/**
	 * The fields that the response with the page has to have.
	 * @return an immutable map
	 */
	public static Map<String, String> headers() {
		return Holder.PAGE.headers;
	}

	static byte[] html() {
		return Holder.PAGE.html.clone();
	}

	/**
	 * With the line breaks as browsers normalise them, because they count for a hash.
	 */
	private static String read(String name) {
		try (InputStream resource = ConsolePage.class.getResourceAsStream("console/" + name)) {
			if (resource == null) {
				throw new IllegalStateException("The class path has no " + name + " of the console");
			}
			return new String(resource.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Read when the page is first asked for. */
	private static final class Holder {

		static final ConsolePage PAGE = new ConsolePage();

	}

}
