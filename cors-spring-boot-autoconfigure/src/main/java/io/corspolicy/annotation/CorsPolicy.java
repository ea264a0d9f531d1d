package io.corspolicy.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * The CORS policy of a handler, or of all handlers of a class.
 *
 * <pre class="code">
 * &#064;CorsPolicy("api")                            // a policy from application.yml
 * &#064;CorsPolicy(value = "api", maxAge = "1h")      // the same, one attribute replaced
 * &#064;CorsPolicy(allowedOrigins = "${app.front-end}") // no named policy: cors.defaults is the base
 * &#064;CorsPolicy(enabled = false)                   // no CORS here, whatever the paths say
 * </pre>
 *
 * A method's attributes override those of its class, one by one; a method without a name
 * keeps its class's. Also found on superclasses and interfaces, and as a meta-annotation.
 * All strings may hold <code>${...}</code> placeholders; an entry of a list that holds
 * commas yields several entries. An empty list or string leaves an attribute unset; a
 * list of one empty string sets it to the empty list.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Reflective(CorsPolicyReflectiveProcessor.class)
public @interface CorsPolicy {

	/**
	 * The attribute by which a functional route names its policy: <pre class="code">
	 * RouterFunctions.route()
	 * 	.GET("/ice-creams", this::menu)
	 * 	.withAttribute(CorsPolicy.ROUTE_ATTRIBUTE, "ice-cream")
	 * </pre>
	 */
	String ROUTE_ATTRIBUTE = "io.corspolicy.annotation.CorsPolicy";

	/**
	 * The name of a policy of the properties.
	 * @return the name
	 */
	String value() default "";

	/**
	 * Whether CORS is handled here. If not, requests are left untouched.
	 * @return {@code false} to switch CORS off
	 */
	boolean enabled() default true;

	/**
	 * Origins that are allowed, such as {@code https://app.example.com}.
	 * @return the attribute's entries
	 */
	String[] allowedOrigins() default {};

	/**
	 * Methods that are allowed, or {@code *}. By default those that the application maps
	 * at the handler's path under the same policy.
	 * @return the attribute's entries
	 */
	String[] allowedMethods() default {};

	/**
	 * Request headers that are allowed beyond the CORS-safelisted ones, or {@code *}.
	 * @return the attribute's entries
	 */
	String[] allowedHeaders() default {};

	/**
	 * Response headers that a page may read, or {@code *} without credentials.
	 * @return the attribute's entries
	 */
	String[] exposedHeaders() default {};

	/**
	 * Whether requests with cookies or other credentials are allowed: {@code true} or
	 * {@code false}.
	 * @return the attribute's value
	 */
	String allowCredentials() default "";

	/**
	 * How long browsers may cache a preflight, such as {@code 30m}; a bare number is
	 * seconds.
	 * @return the attribute's value
	 */
	String maxAge() default "";

	/**
	 * Whether preflights that ask for a private network are allowed.
	 * @return the attribute's value
	 */
	String allowPrivateNetwork() default "";

	/**
	 * Whether responses to requests without an origin carry the headers, too.
	 * @return the attribute's value
	 */
	String sendWithoutOrigin() default "";

	/**
	 * Whether a request that is not allowed gets 403 and no handler runs.
	 * @return the attribute's value
	 */
	String rejectDisallowed() default "";

	/**
	 * Whether a WebSocket handshake from an origin that is not allowed gets 403.
	 * @return the attribute's value
	 */
	String checkWebsocketOrigin() default "";

	/**
	 * Status of an allowed preflight, {@code 200} or {@code 204}.
	 * @return the attribute's value
	 */
	String preflightStatus() default "";

	/**
	 * Whether an allowed request keeps its {@code Origin} on the way to the application.
	 * @return the attribute's value
	 */
	String forwardOrigin() default "";

	/**
	 * Whether an allowed preflight goes on to the application.
	 * @return the attribute's value
	 */
	String forwardPreflight() default "";

	/**
	 * Whether allowed responses carry {@code Timing-Allow-Origin}, too.
	 * @return the attribute's value
	 */
	String timingAllowOrigin() default "";

	/**
	 * Value of {@code Cross-Origin-Resource-Policy}: {@code same-origin},
	 * {@code same-site} or {@code cross-origin}.
	 * @return the attribute's value
	 */
	String crossOriginResourcePolicy() default "";

	/**
	 * Whether the origin {@code null} is allowed.
	 * @return the attribute's value
	 */
	String allowNullOrigin() default "";

	/**
	 * Whether plain-http origins other than loopback may be combined with credentials.
	 * @return the attribute's value
	 */
	String tolerateInsecureOrigins() default "";

	/**
	 * Whether wildcards right under a public suffix may be combined with credentials.
	 * @return the attribute's value
	 */
	String toleratePublicSuffixes() default "";

}
