package io.corspolicy.actuate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.corspolicy.engine.host.PublicSuffixes;
import io.corspolicy.observe.Refusal;
import io.corspolicy.registry.CorsPolicyRegistry;

/**
 * The current state, without a list, as plain maps.
 *
 * @param registry knows the policies
 * @param paths where the application is served
 */
record StateDocument(CorsPolicyRegistry registry, ApplicationPaths paths) {

	Map<String, Object> render() {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("now", PolicyDocument.time(Instant.now()));
		document.put("since", PolicyDocument.time(this.registry.recent().since()));
		document.put("debug", this.registry.isDebug());
		document.put("refresh", PolicyDocument.render(this.registry.refreshState()));
		String version = StateDocument.class.getPackage().getImplementationVersion();
		if (version != null) {
			document.put("version", version);
		}
		document.put("publicSuffixes", PublicSuffixes.version());
		document.put("policies", PolicyDocument.policies(this.registry).count());
		document.put("routes", this.registry.routes().size());
		document.put("refused", this.registry.refusals().stream().mapToLong(Refusal::count).sum());
		Map<String, Object> served = new LinkedHashMap<>();
		served.put("contextPath", this.paths.contextPath());
		served.put("servletPath", this.paths.servletPath());
		served.put("endpointsElsewhere", this.paths.endpointsElsewhere() != null);
		document.put("application", served);
		return document;
	}

}
