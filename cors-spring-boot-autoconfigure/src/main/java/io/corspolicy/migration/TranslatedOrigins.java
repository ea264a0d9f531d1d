package io.corspolicy.migration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.corspolicy.migration.Difference.Subject;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The origins of one of Spring's configurations as entries of {@code allowed-origins}.
 */
final class TranslatedOrigins {

	private final CorsConfiguration configuration;

	private final Set<Difference> differences;

	private final boolean credentials;

	private final boolean privateNetwork;

	private final Set<String> origins = new LinkedHashSet<>();

	private boolean any;

	private boolean none;

	/**
	 * Translate the origins of a configuration.
	 * @param configuration the configuration
	 * @param differences where differences are added
	 */
	TranslatedOrigins(CorsConfiguration configuration, Set<Difference> differences) {
		this.configuration = configuration;
		this.differences = differences;
		this.credentials = Boolean.TRUE.equals(configuration.getAllowCredentials());
		this.privateNetwork = Boolean.TRUE.equals(configuration.getAllowPrivateNetwork());
		read();
	}

	/** Whether it allows any origin. */
	boolean isAny() {
		return this.any;
	}

	/** Whether it allows the origin {@code null}. */
	boolean isNone() {
		return this.none;
	}

	/** All other origins. */
	List<String> entries() {
		return List.copyOf(this.origins);
	}

	private void read() {
		for (String origin : Translation.list(this.configuration.getAllowedOrigins())) {
			if (origin.equals("*")) {
				this.any = true;
				if (this.credentials || this.privateNetwork) {
					add(Subject.FAILS,
							"Spring fails to answer, because allowedOrigins has \"*\" beside "
									+ (this.credentials ? "allowCredentials" : "allowPrivateNetwork")
									+ ": here any origin is allowed, without it.");
				}
			}
			else {
				// Spring compares case-insensitively; browsers send lower case.
				addOrigin(origin.toLowerCase(Locale.ROOT));
			}
		}
		Translation.list(this.configuration.getAllowedOriginPatterns()).forEach(this::readPattern);
	}

	private void addOrigin(String origin) {
		if (origin.equals("null")) {
			this.none = true;
			if (this.credentials) {
				add(Subject.NULL_WITHOUT_CREDENTIALS,
						"The origin \"null\" is allowed without credentials only: any page" + " can have it.");
			}
		}
		else {
			this.origins.add(origin);
			addCase();
		}
	}

	private void addCase() {
		add(Subject.ORIGIN_CASE, "An Origin in upper case, which no browser sends, is not allowed.");
	}

	private void readPattern(String pattern) {
		if (pattern.equals("*")) {
			this.any = true;
			if (this.credentials) {
				add(Subject.ANY_WITH_CREDENTIALS, "Any origin is allowed without credentials only: with them, any page"
						+ " could act as the signed-in user. List the origins that need credentials.");
			}
			add(Subject.ANY_ORIGIN, "Any origin is answered with \"*\"; Spring repeats the origin.");
			return;
		}
		if (pattern.indexOf('*') < 0 && pattern.indexOf('[') < 0) {
			if (pattern.equals("null")) {
				addOrigin(pattern);
			}
			else {
				this.origins.add(pattern);
			}
			return;
		}
		OriginTranslation translation = OriginTranslation.of(pattern);
		String entries = String.join(", ", translation.entries());
		String host = pattern.substring(pattern.indexOf("://") + 1).replaceFirst("^//", "").replaceFirst(":.*", "");
		if (host.indexOf('*') >= 0) {
			addCase();
		}
		if (translation.entries().isEmpty()) {
			add(Subject.ORIGIN_LEFT_OUT,
					"The origin pattern \"" + pattern + "\" is left out: no entry of allowed-origins"
							+ " matches the same. List the origins that are meant.");
		}
		else if (translation.exactness() == OriginTranslation.Exactness.LESS) {
			add(Subject.PATTERN_NARROWED, "The origin pattern \"" + pattern + "\" is written as " + entries
					+ ", which matches less: there \"*\" is any text.");
		}
		else if (translation.exactness() == OriginTranslation.Exactness.MORE) {
			add(Subject.PATTERN_WIDENED, "The origin pattern \"" + pattern + "\" is written as " + entries
					+ ", which also matches the origin without a port.");
		}
		this.origins.addAll(translation.entries());
	}

	private void add(Subject subject, String sentence) {
		this.differences.add(new Difference(subject, sentence));
	}

}
