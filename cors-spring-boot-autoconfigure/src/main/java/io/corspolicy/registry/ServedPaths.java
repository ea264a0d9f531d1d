package io.corspolicy.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.PathAutomaton;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Finds the policies of requests that something else than the application's dispatcher
 * serves, such as another servlet: by the path with which the container chose it, which
 * is decoded and normalised. If a container leaves something to be normalised, the
 * policies must be the same as after normalisation, since it is not known what the
 * servlet does with it.
 */
final class ServedPaths {

	private final PolicyIndex policies;

	private final @Nullable PathAutomaton<PoliciesAtPath> plainPaths;

	private final Supplier<PolicySet> uncertain;

	/**
	 * Create the paths.
	 * @param policies the policies by path, matched without any option
	 * @param plainPaths finds the same policies for plain paths, or {@code null} if
	 * nothing does
	 * @param uncertain answers if the policy is not known
	 */
	ServedPaths(PolicyIndex policies, @Nullable PathAutomaton<PoliciesAtPath> plainPaths,
			Supplier<PolicySet> uncertain) {
		this.policies = policies;
		this.plainPaths = plainPaths;
		this.uncertain = uncertain;
	}

	/**
	 * Find the policies of a path.
	 * @param path the path within the context, decoded
	 * @param hosts what matches the request's host, the closest first
	 */
	@Nullable PolicySet find(String path, List<HostPattern> hosts) {
		if (isNormal(path)) {
			return findAsItIs(path, hosts);
		}
		PolicySet found = findAsItIs(path, hosts);
		return (found == findAsItIs(normalise(path), hosts)) ? found : this.uncertain.get();
	}

	private @Nullable PolicySet findAsItIs(String path, List<HostPattern> hosts) {
		PoliciesAtPath plain = (this.plainPaths != null) ? this.plainPaths.find(path, 0) : null;
		return (plain != null) ? plain.policies(hosts) : this.policies.find(this.policies.matching(parse(path)), hosts);
	}

	/** Every segment encoded as a whole, since there is nothing in it to be decoded. */
	private static PathContainer parse(String path) {
		return PathContainer.parsePath(Arrays.stream(path.split("/", -1))
			.map((segment) -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
			.collect(Collectors.joining("/")));
	}

	private static boolean isNormal(String path) {
		return !path.contains("//") && !path.contains("/./") && !path.contains("/../") && !path.endsWith("/.")
				&& !path.endsWith("/..");
	}

	private static String normalise(String path) {
		Deque<String> segments = new ArrayDeque<>();
		String last = "";
		for (String segment : path.split("/", -1)) {
			last = segment;
			if (segment.equals("..")) {
				segments.pollLast();
			}
			else if (!segment.isEmpty() && !segment.equals(".")) {
				segments.addLast(segment);
			}
		}
		boolean slash = last.isEmpty() || last.equals(".") || last.equals("..");
		return "/" + String.join("/", segments) + ((slash && !segments.isEmpty()) ? "/" : "");
	}

}
