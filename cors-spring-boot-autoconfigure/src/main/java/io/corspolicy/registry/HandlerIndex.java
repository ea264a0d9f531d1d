package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathMatching;
import io.corspolicy.path.PathShape;
import io.corspolicy.path.PathTree;
import io.corspolicy.path.RankedPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the handlers of a path. Immutable except for its caches.
 */
final class HandlerIndex {

	private static final int MIN_REMEMBERED = 1000;

	private final List<Group> groups;

	private final PathTree<Group> tree;

	private final int maxRemembered;

	private final Map<Meeting, HandlersAtPath> meetings = new ConcurrentHashMap<>();

	private final Map<Answer, PolicySet> policySets = new ConcurrentHashMap<>();

	HandlerIndex(List<Group> groups, ParsedPaths matching) {
		this.groups = List.copyOf(groups);
		this.tree = new PathTree<>(groups, matching);
		this.maxRemembered = Math.max(MIN_REMEMBERED, 4 * groups.size());
	}

	List<Group> groups() {
		return this.groups;
	}

	/** What handlers say of their policies. */
	Stream<HandlerPolicy> verdicts() {
		return this.groups.stream()
			.flatMap((group) -> group.candidates.stream())
			.flatMap((candidate) -> Stream.ofNullable(candidate.verdict()));
	}

	/** Whether a handler says anything of its policy. */
	boolean hasVerdicts() {
		for (Group group : this.groups) {
			for (IndexedHandler candidate : group.candidates) {
				if (candidate.verdict() != null) {
					return true;
				}
			}
		}
		return false;
	}

	PathTree<Group> tree() {
		return this.tree;
	}

	/**
	 * The handlers of plain paths that exactly these patterns match.
	 * @param matching the groups, the most specific first
	 * @return the handlers, or {@code null} if there are none
	 */
	@Nullable HandlersAtPath find(List<Group> matching) {
		return answer(matching, (group) -> true);
	}

	/**
	 * Find the handlers of a path.
	 * @return the handlers, or {@code null} if there are none
	 */
	@Nullable HandlersAtPath find(PathContainer path) {
		if (this.groups.isEmpty()) {
			return null;
		}
		return answer(this.tree.all(path), (group) -> group.isLiterally(path));
	}

	/**
	 * Whether the handlers of paths that these patterns match are cached.
	 * @param matching the groups, the most specific first
	 */
	boolean remembers(List<Group> matching) {
		return matching.size() < 2
				|| this.meetings.containsKey(new Meeting(matching, direct(matching, (group) -> true)));
	}

	private @Nullable HandlersAtPath answer(List<Group> found, Predicate<Group> literally) {
		return switch (found.size()) {
			case 0 -> null;
			case 1 -> found.get(0).routes(this);
			default -> meeting(new Meeting(found, direct(found, literally)));
		};
	}

	/** Others that meet a group on some path. */
	List<Group> overlapping(Group group) {
		return this.tree.overlapping(group);
	}

	/** The handlers at a path, for all methods. */
	List<HandlersAtPath.Ranked> ranked(PathContainer path) {
		List<Group> found = this.tree.all(path);
		return new Meeting(found, direct(found, (group) -> group.isLiterally(path))).ranked();
	}

	/**
	 * Spring's mappings first look for a path that is literally the request's.
	 */
	private static @Nullable Group direct(List<Group> groups, Predicate<Group> literally) {
		for (Group group : groups) {
			if (!group.pattern().hasPatternSyntax() && literally.test(group)) {
				return group;
			}
		}
		return null;
	}

	private HandlersAtPath meeting(Meeting meeting) {
		HandlersAtPath known = this.meetings.get(meeting);
		if (known != null) {
			return known;
		}
		HandlersAtPath routes = routes(meeting);
		if (this.meetings.size() < this.maxRemembered) {
			this.meetings.put(meeting, routes);
		}
		return routes;
	}

	private HandlersAtPath routes(Meeting meeting) {
		return routes(meeting.ranked());
	}

	HandlersAtPath routes(List<HandlersAtPath.Ranked> ranked) {
		return new HandlersAtPath(ranked, this::policySet);
	}

	/**
	 * Those of the handlers whose routers match paths in one way.
	 * @param matching the matching
	 * @param routers the matching of each router, in order
	 */
	HandlerIndex matchedBy(ParsedPaths matching, List<PathMatching> routers) {
		List<Group> own = new ArrayList<>();
		for (Group group : this.groups) {
			List<IndexedHandler> candidates = group.candidates.stream()
				.filter((candidate) -> matching.equals(routers.get(candidate.router())))
				.toList();
			if (!candidates.isEmpty()) {
				own.add(new Group(candidates.get(0).handler().pattern(), group.rank(), candidates));
			}
		}
		return new HandlerIndex(own, matching);
	}

	private PolicySet policySet(CompiledPolicy policy, List<String> methods) {
		return this.policySets.computeIfAbsent(new Answer(policy, methods),
				(key) -> PolicySet.lenient(List.of(policy)).withMappedMethods(methods));
	}

	private record Answer(CompiledPolicy policy, List<String> methods) {
	}

	/**
	 * Groups whose patterns all match a path.
	 *
	 * @param groups the groups
	 * @param direct the one whose pattern is literally the path, or {@code null}
	 */
	private record Meeting(List<Group> groups, @Nullable Group direct) {

		List<HandlersAtPath.Ranked> ranked() {
			List<HandlersAtPath.Ranked> ranked = new ArrayList<>();
			for (Group group : this.groups) {
				group.candidates.forEach((candidate) -> ranked
					.add(new HandlersAtPath.Ranked(candidate, group.rank(), group == this.direct)));
			}
			return ranked;
		}

	}

	/**
	 * The handlers of one pattern.
	 */
	static final class Group extends RankedPattern {

		private final List<IndexedHandler> candidates;

		private volatile @Nullable HandlersAtPath routes;

		Group(PathPattern pattern, int rank, List<IndexedHandler> candidates) {
			super(pattern, PathShape.of(pattern.getPatternString()), rank);
			this.candidates = List.copyOf(candidates);
		}

		List<IndexedHandler> candidates() {
			return this.candidates;
		}

		/** Whether another handler may run here than the one mapped here. */
		boolean isContested() {
			return this.candidates.size() > 1 || this.candidates.get(0).handler().conditional();
		}

		private boolean isLiterally(PathContainer path) {
			String text = path.value();
			// Spring MVC, and not WebFlux, leaves path parameters out.
			boolean parameters = this.candidates.get(0).kind() == HandlerMappingModel.Selection.SERVLET_MAPPING
					&& text.indexOf(';') >= 0;
			return pattern().getPatternString().equals(parameters ? text.replaceAll(";[^/]*", "") : text);
		}

		private HandlersAtPath routes(HandlerIndex index) {
			HandlersAtPath known = this.routes;
			if (known == null) {
				known = index.routes(new Meeting(List.of(this), null));
				this.routes = known;
			}
			return known;
		}

	}

}
