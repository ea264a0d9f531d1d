package io.corspolicy.autoconfigure.properties;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.corspolicy.engine.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * What other libraries call the attributes of a policy: Flask-CORS, Cornice, BinderHub,
 * Django, rack-cors, express, ASP.NET, Tomcat, Jetty, Quarkus and Spring among them.
 */
final class ForeignNames {

	private static final String PREFIX = "cors";

	private static final Map<String, ForeignName> NAMES = names();

	private ForeignNames() {
	}

	private static Map<String, ForeignName> names() {
		Map<String, ForeignName> names = new HashMap<>();
		add(names, Attribute.ALLOWED_ORIGINS.name(), Meaning.SAME, """
				origin origins alloworigin alloworigins allowedorigin alloweddomain alloweddomains whitelist
				originwhitelist originswhitelist withorigin withorigins originpatterns alloworiginpattern
				alloworiginpatterns allowedoriginpattern allowedoriginpatterns trustedorigins permittedorigins
				accesscontrolalloworigin accesscontrolalloworigins allowlist corsorigin urls""");
		add(names, Attribute.ALLOWED_ORIGINS.name(), Meaning.REGEX, """
				alloworiginpat alloworiginregex alloworiginregexp allowedoriginregex allowedoriginregexes
				allowedoriginsregex originregex originregexes originsregex originregexwhitelist""");
		add(names, Attribute.ALLOWED_ORIGINS.name(), Meaning.ANY, """
				anyorigin allorigins allowanyorigin allowallorigins allowallorigin originallowall allowall anyhost""");
		add(names, Attribute.ALLOWED_METHODS.name(), Meaning.SAME, """
				method methods allowmethod allowmethods allowedmethod withmethods supportedmethods httpmethods verbs
				accesscontrolallowmethods""");
		add(names, Attribute.ALLOWED_METHODS.name(), Meaning.ANY, "anymethod allowanymethod allowallmethods");
		add(names, Attribute.ALLOWED_HEADERS.name(), Meaning.SAME, """
				header headers allowheader allowheaders allowedheader withheaders supportedheaders requestheaders
				allowedrequestheaders accesscontrolallowheaders""");
		add(names, Attribute.ALLOWED_HEADERS.name(), Meaning.ANY, "anyheader allowanyheader allowallheaders");
		add(names, Attribute.EXPOSED_HEADERS.name(), Meaning.SAME, """
				expose exposed exposeheader exposeheaders exposedheader withexposedheaders responseheaders
				exposedresponseheaders accesscontrolexposeheaders""");
		add(names, Attribute.EXPOSED_HEADERS.name(), Meaning.ANY, "exposeallheaders exposeanyheader");
		add(names, Attribute.ALLOW_CREDENTIALS.name(), Meaning.SAME, """
				credentials supportscredentials supportcredentials allowcredential allowedcredentials withcredentials
				accesscontrolallowcredentials""");
		add(names, Attribute.MAX_AGE.name(), Meaning.SAME, """
				age maxageseconds maxageinseconds preflightmaxage setpreflightmaxage preflightmaxageseconds
				preflightcacheage cachemaxage optionsmaxage accesscontrolmaxage""");
		add(names, Attribute.PREFLIGHT_STATUS.name(), Meaning.SAME,
				"optionssuccessstatus optionsstatus optionsstatuscode preflightstatuscode preflightcode successstatus");
		add(names, Attribute.FORWARD_PREFLIGHT.name(), Meaning.SAME,
				"preflightcontinue optionspassthrough chainpreflight");
		add(names, Attribute.ALLOW_PRIVATE_NETWORK.name(), Meaning.SAME,
				"privatenetwork allowprivatenetworkaccess accesscontrolallowprivatenetwork");
		add(names, Attribute.SEND_WITHOUT_ORIGIN.name(), Meaning.SAME, "alwayssend");
		add(names, PropertyNames.PATHS, Meaning.SAME, """
				path resource resources pattern patterns pathpattern pathpatterns urlpattern urlpatterns mapping
				mappings urlmapping pathprefix route""");
		needless(names, "any origin without credentials is always answered with *.", "sendwildcard");
		needless(names, "Vary is always sent where it is needed.", "varyheader vary");
		needless(names, "preflights are always answered before the application sees them.", "automaticoptions");
		needless(names, "errors always carry the headers.", "interceptexceptions");
		needless(names, "wildcards are written in allowed-origins, such as https://*.example.com.",
				"allowwildcard allowsubdomains setisoriginallowedtoallowwildcardsubdomains");
		needless(names, "extensions are written in allowed-origins, such as chrome-extension://<id>.",
				"allowbrowserextensions");
		needless(names, "each header is always written as one field, or as the standard wants it.",
				"singleheader requestdecorate decoraterequest tagrequests allowgenerichttprequests");
		return names;
	}

	private static void add(Map<String, ForeignName> names, String attribute, Meaning meaning, String foreign) {
		for (String name : foreign.split("\\s+")) {
			names.put(name, new ForeignName(attribute, meaning, ""));
		}
	}

	private static void needless(Map<String, ForeignName> names, String reason, String foreign) {
		for (String name : foreign.split("\\s+")) {
			names.put(name, new ForeignName(null, Meaning.NEEDLESS, reason));
		}
	}

	/**
	 * Find what another library's name means here.
	 * @param written the name as it was written, in any style
	 * @return its meaning, or {@code null} for a name that is not known
	 */
	static @Nullable ForeignName find(String written) {
		String uniform = PropertyNames.uniform(written);
		ForeignName name = NAMES.get(uniform);
		if (name == null && uniform.startsWith(PREFIX)) {
			String rest = uniform.substring(PREFIX.length());
			String attribute = PropertyNames.attribute(rest);
			name = (attribute != null) ? new ForeignName(attribute, Meaning.SAME, "") : NAMES.get(rest);
		}
		return name;
	}

	/**
	 * How a foreign name relates to an attribute.
	 */
	enum Meaning {

		/** Another name for the same. */
		SAME,

		/** The values are regular expressions. */
		REGEX,

		/** A switch that allows all there is. */
		ANY,

		/** What is always done here. */
		NEEDLESS

	}

	/**
	 * What a foreign name means here.
	 *
	 * @param attribute the attribute that does it, or {@code null} if none is needed
	 * @param meaning how the two relate
	 * @param reason why no attribute is needed, or an empty string
	 */
	record ForeignName(@Nullable String attribute, Meaning meaning, String reason) {

		/**
		 * What to write as the attribute's value.
		 * @param written what was written: a string or a list, or {@code null}
		 * @return the value, or {@code null} if it does not follow
		 */
		@Nullable Object value(@Nullable Object written) {
			if (this.attribute == null || written == null) {
				return null;
			}
			return switch (this.meaning) {
				case ANY -> isTrue(written) ? List.of("*") : null;
				case REGEX -> ValueSuggestions.list(written).stream().map(ForeignName::regex).toList();
				default -> ValueSuggestions.correct(this.attribute, written);
			};
		}

		private static boolean isTrue(Object written) {
			return List.of("true", "yes", "on", "1").contains(written.toString().strip().toLowerCase(Locale.ROOT));
		}

		private static String regex(String entry) {
			return (entry.startsWith("~") || entry.startsWith("${")) ? entry : "~" + entry;
		}

	}

}
