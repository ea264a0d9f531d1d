package io.corspolicy.engine;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Keywords of other libraries and formats for what is a list here. Read as names, they
 * would match nothing.
 */
enum ListWord {

	/** Everything. */
	ANY,

	/** A switch that is on: it does not say which names are meant. */
	YES,

	/** Nothing. */
	NONE,

	/** The application's own origin, as in a Content Security Policy. */
	SELF;

	static @Nullable ListWord of(String entry) {
		return switch (entry.strip().toLowerCase(Locale.ROOT)) {
			case "any", "all", "everyone", "everything", "wildcard" -> ANY;
			case "true", "yes", "on", "enabled" -> YES;
			case "none", "false", "no", "off", "disabled", "nobody", "nothing", "undefined" -> NONE;
			case "self", "'self'", "same-origin" -> SELF;
			default -> null;
		};
	}

}
