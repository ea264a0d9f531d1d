package io.corspolicy.engine.explain;

import java.util.Locale;

import io.corspolicy.engine.origin.MalformedOriginException;
import io.corspolicy.engine.origin.OriginParts;
import io.corspolicy.engine.origin.OriginPattern;
import io.corspolicy.engine.origin.OriginPatternParser;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Origins that no page can have.
 *
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 * "ASCII serialisation of an origin"</a>
 */
final class UnsendableOrigins {

	private UnsendableOrigins() {
	}

	/**
	 * Why no browser sends an origin.
	 * @return a sentence, or {@code null} if browsers send it
	 */
	static @Nullable String why(String origin) {
		String quoted = SafeText.quoted(origin);
		try {
			OriginPattern pattern = OriginPatternParser.parse(origin);
			return (pattern.form() == OriginPattern.Form.EXACT) ? null
					: "No browser sends the origin " + quoted + ", which is a pattern.";
		}
		catch (MalformedOriginException ex) {
			if (OriginAutomaton.isOrigin(origin)) {
				return "No entry allows the origin " + quoted + " alone: " + SafeText.visible(ex.reason());
			}
			String instead = instead(origin);
			return "No browser sends the origin " + quoted + ": " + SafeText.visible(ex.reason())
					+ ((instead != null) ? " Ask for " + SafeText.quoted(instead) + "." : "");
		}
	}

	private static @Nullable String instead(String origin) {
		String corrected = (origin.length() <= OriginAutomaton.MAX_LENGTH) ? OriginPatternParser.corrected(origin)
				: null;
		OriginParts parts = (corrected != null) ? OriginParts.of(corrected) : null;
		// The parser may suggest an example of its own.
		return (parts != null && origin.toLowerCase(Locale.ROOT).contains(parts.host())) ? corrected : null;
	}

}
