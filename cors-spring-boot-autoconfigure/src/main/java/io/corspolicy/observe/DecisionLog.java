package io.corspolicy.observe;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.table.OpenAddressing;
import io.corspolicy.engine.text.SafeText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each decision on a CORS request, at level DEBUG. What a candidate
 * would change is worth a line at level INFO when it is seen first.
 */
public final class DecisionLog implements DecisionListener {

	/** The category of the lines. */
	static final String CATEGORY = "io.corspolicy.decisions";

	private static final Log logger = LogFactory.getLog(CATEGORY);

	/** Requests can't fill the log: beyond these, changes are seen at level DEBUG. */
	private static final int MAX_CHANGES = 1000;

	private final Set<Change> changes = ConcurrentHashMap.newKeySet();

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		if (logger.isDebugEnabled()) {
			logger.debug((decision.isAllowed() ? "Allowed " : "Refused ")
					+ decision.kind().name().toLowerCase(Locale.ROOT) + request(method, path, origin) + " by policy "
					+ decision.policy() + (decision.isAllowed() ? "" : ": " + decision.reason().code()));
		}
	}

	@Override
	public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
			String path, @Nullable String origin) {
		boolean first = this.changes.size() < MAX_CHANGES && this.changes.add(new Change(decision.policy(),
				candidate.policy(), change, decision.kind(), origin(origin), SafeText.ascii(method)));
		if (first || logger.isDebugEnabled()) {
			String line = "Policy " + decision.policy() + (decision.isAllowed() ? " allows " : " refuses ")
					+ decision.kind().name().toLowerCase(Locale.ROOT) + request(method, path, origin)
					+ ", its candidate " + candidate.policy() + " " + change.code().replace('-', ' ')
					+ (candidate.isAllowed() ? "" : " (" + candidate.reason().code() + ")");
			if (first) {
				logger.info(line);
			}
			else {
				logger.debug(line);
			}
		}
	}

	@Override
	public void replaced(Collection<CompiledPolicy> policies) {
		Set<String> names = policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet());
		this.changes.removeIf((change) -> !names.contains(change.policy()) || !names.contains(change.candidate()));
	}

	private static String request(String method, String path, @Nullable String origin) {
		return " " + SafeText.ascii(method) + " " + SafeText.ascii(path) + " from " + origin(origin);
	}

	private static String origin(@Nullable String origin) {
		return (origin != null) ? SafeText.ascii(origin) : "nowhere";
	}

	/**
	 * What makes two changes the same to a reader.
	 */
	private record Change(String policy, String candidate, CandidateChange change, CorsDecision.Kind kind,
			String origin, String method) {

		/** Strangers choose origins and methods, perhaps such that hashes collide. */
		@Override
		public int hashCode() {
			return OpenAddressing.hashCode(this.policy, this.candidate, this.origin, this.method);
		}

	}

}
