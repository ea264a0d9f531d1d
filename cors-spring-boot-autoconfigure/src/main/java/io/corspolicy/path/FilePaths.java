package io.corspolicy.path;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The paths under which files are looked up. Spring's resource handlers, and a
 * container's default servlet, clean a path before they do: they leave out empty
 * segments, parameters and dots, and treat an encoded slash or a backslash as a slash.
 * They decode it, too, whether or not the router does. So a file has more spellings than
 * the router treats as one path.
 */
public final class FilePaths {

	/**
	 * Characters that are not encoded in a path, beside letters and digits.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, 3.3</a>
	 */
	private static final String LITERAL = "/-._~!$&'()*+,=:@";

	private FilePaths() {
	}

	/**
	 * Clean a path.
	 * @param path a path as it is written in a request
	 * @return the plain path of the file that is looked up, with nothing encoded that a
	 * path may contain literally
	 * (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, 3.3</a>),
	 * or {@code null} if the path is already plain
	 */
	public static @Nullable String plain(String path) {
		if (isPlain(path)) {
			return null;
		}
		String decoded;
		try {
			decoded = StringUtils.uriDecode(withoutParameters(path), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		String plain = encode(clean(decoded.replace('\\', '/')));
		return plain.equals(path) ? null : plain;
	}

	private static boolean isPlain(String path) {
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			if (character == '%' || character == '\\' || character == ';' || (character == '/' && i + 1 < path.length()
					&& (path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.'))) {
				return false;
			}
		}
		return true;
	}

	private static String withoutParameters(String path) {
		StringBuilder names = new StringBuilder(path.length());
		boolean parameter = false;
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			parameter = character == ';' || (parameter && character != '/');
			if (!parameter) {
				names.append(character);
			}
		}
		return names.toString();
	}

	private static String clean(String path) {
		Deque<String> segments = new ArrayDeque<>();
		for (String segment : path.split("/", -1)) {
			// A handler's look-up may begin at any segment, and skips leading control
			// characters and blanks like slashes.
			String name = segment.replaceFirst("^[\\x00-\\x20\\x7f]+", "");
			if (name.equals("..")) {
				segments.pollLast();
			}
			else if (!name.isEmpty() && !name.equals(".")) {
				segments.addLast(name);
			}
		}
		String cleaned = "/" + String.join("/", segments);
		return (path.endsWith("/") && !segments.isEmpty()) ? cleaned + "/" : cleaned;
	}

	private static String encode(String path) {
		StringBuilder encoded = new StringBuilder(path.length());
		for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
			char character = (char) (octet & 0xff);
			if (character < 0x80 && (Character.isLetterOrDigit(character) || LITERAL.indexOf(character) >= 0)) {
				encoded.append(character);
			}
			else {
				encoded.append('%').append("%02X".formatted((int) character));
			}
		}
		return encoded.toString();
	}

}
