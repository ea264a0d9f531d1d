package io.corspolicy.autoconfigure.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.CrossOriginResourcePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The properties of this library as they are documented: their names, types, defaults and
 * descriptions, of which the annotation processor makes the metadata. No object is made
 * of it: {@link ValueBinder} binds the same values one by one.
 *
 * @param enabled Whether CORS requests are handled. If not, nothing is registered and
 * nothing is checked.
 * @param debug Whether refused preflights say why.
 * @param filterOrder Order of the filter. The default is after forwarded headers and
 * observation, and before Spring Security.
 * @param refreshInterval How often policies are read anew that have changed in their
 * sources, from 10ms to 365d. By default never. If a duration suffix is not specified,
 * seconds are used.
 * @param startWithoutSources Whether the application starts without the policies of a
 * source that fails. The source is asked again at each refresh.
 * @param defaults Attributes that every policy inherits.
 * @param policies Policies by name. A name is made of lower-case letters, digits and
 * hyphens.
 */
@ConfigurationProperties(prefix = "cors", ignoreUnknownFields = false)
public record CorsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean debug,
		@DefaultValue("-2147483548") int filterOrder,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration refreshInterval,
		@DefaultValue("false") boolean startWithoutSources, @DefaultValue Policy defaults,
		@DefaultValue Map<String, Policy> policies) {

	/**
	 * A policy, or what policies inherit.
	 *
	 * @param paths Path patterns where the policy applies, with a leading slash and
	 * relative to the context path. A policy without paths serves only annotations that
	 * name it.
	 * @param hosts Hosts of the application to which the policy applies, such as
	 * "api.example.com", "*.example.com", or "{tenant}.example.com", whose label origins
	 * may name. By default any.
	 * @param enabled Whether the policy answers. If not, requests are left untouched
	 * where its paths match, as if there were no policy: an exception below a broader
	 * pattern.
	 * @param candidate Name of the policy that is to take the place of this one some day.
	 * Until then it is evaluated beside this one, and every difference is counted and
	 * logged.
	 * @param allowedOrigins Origins that are allowed, such as "https://app.example.com",
	 * "https://*.example.com", "http://localhost:*", or "*" for any.
	 * @param allowedMethods Methods that are allowed, or "*". By default those that the
	 * application maps; GET, HEAD and POST where none are known.
	 * @param allowedHeaders Request headers that are allowed beyond the CORS-safelisted
	 * ones, or "*".
	 * @param exposedHeaders Response headers that a page may read, or "*" without
	 * credentials.
	 * @param allowCredentials Whether requests with cookies or other credentials are
	 * allowed.
	 * @param maxAge How long browsers may cache a preflight, in whole seconds from 0s to
	 * 24h. If a duration suffix is not specified, seconds are used.
	 * @param allowPrivateNetwork Whether preflights that ask for a private network are
	 * told yes.
	 * @param sendWithoutOrigin Whether responses to requests without an origin carry the
	 * headers, too. Only for any origin without credentials.
	 * @param rejectDisallowed Whether a request that is not allowed gets 403 and no
	 * handler runs.
	 * @param checkWebsocketOrigin Whether a WebSocket handshake from an origin that is
	 * not allowed gets 403.
	 * @param preflightStatus Status of an allowed preflight, 200 or 204.
	 * @param forwardOrigin Whether an allowed request keeps its Origin on the way to the
	 * application. If not, nothing behind the filter can decide on it once more.
	 * @param forwardPreflight Whether an allowed preflight goes on to the application.
	 * @param timingAllowOrigin Whether allowed responses carry Timing-Allow-Origin, too.
	 * @param crossOriginResourcePolicy Value of Cross-Origin-Resource-Policy on every
	 * response where the policy applies.
	 * @param allowNullOrigin Whether the origin "null" is allowed. Not with credentials.
	 * @param tolerateInsecureOrigins Whether plain-http origins other than loopback may
	 * be combined with credentials.
	 * @param toleratePublicSuffixes Whether wildcards right under a public suffix may be
	 * combined with credentials.
	 */
	public record Policy(@Nullable List<String> paths, @Nullable List<String> hosts, @Nullable Boolean enabled,
			@Nullable String candidate, @Nullable List<String> allowedOrigins, @Nullable List<String> allowedMethods,
			@Nullable List<String> allowedHeaders, @Nullable List<String> exposedHeaders,
			@Nullable Boolean allowCredentials, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxAge,
			@Nullable Boolean allowPrivateNetwork, @Nullable Boolean sendWithoutOrigin,
			@Nullable Boolean rejectDisallowed, @Nullable Boolean checkWebsocketOrigin,
			@Nullable Integer preflightStatus, @Nullable Boolean forwardOrigin, @Nullable Boolean forwardPreflight,
			@Nullable Boolean timingAllowOrigin, @Nullable CrossOriginResourcePolicy crossOriginResourcePolicy,
			@Nullable Boolean allowNullOrigin, @Nullable Boolean tolerateInsecureOrigins,
			@Nullable Boolean toleratePublicSuffixes) {

	}

}
