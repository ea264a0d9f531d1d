package io.corspolicy.engine;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Words that other libraries and other formats know in places where a list is wanted
 * here. Taken for names, they would match nothing.
 */
enum ListWord {

	/** All there is. */
	ANY,

	/** A switch that is on: which names it stands for is not said. */
	YES,

	/** Nothing at all. */
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
