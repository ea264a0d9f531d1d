package io.corspolicy.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * The last of many: what a request costs by how much is configured.
 */
public enum SeriesRow implements Row {

	/** The last of 1 exact origin. */
	ORIGINS_1(Group.ORIGINS, 1),

	/** The last of 100 exact origins. */
	ORIGINS_100(Group.ORIGINS, 100),

	/** The last of 10,000 exact origins. */
	ORIGINS_10_000(Group.ORIGINS, 10_000),

	/** The last of a million exact origins. */
	ORIGINS_1_000_000(Group.ORIGINS, 1_000_000),

	/** The last of 1 pattern. */
	PATTERNS_1(Group.PATTERNS, 1),

	/** The last of 1,000 patterns. */
	PATTERNS_1_000(Group.PATTERNS, 1_000),

	/** The last of 10,000 patterns. */
	PATTERNS_10_000(Group.PATTERNS, 10_000),

	/** The last of 1 literal path. */
	LITERAL_PATHS_1(Group.LITERAL_PATHS, 1),

	/** The last of 1,000 literal paths. */
	LITERAL_PATHS_1_000(Group.LITERAL_PATHS, 1_000),

	/** The last of 10,000 literal paths. */
	LITERAL_PATHS_10_000(Group.LITERAL_PATHS, 10_000),

	/** The last of 1 path pattern. */
	PATTERN_PATHS_1(Group.PATTERN_PATHS, 1),

	/** The last of 1,000 path patterns. */
	PATTERN_PATHS_1_000(Group.PATTERN_PATHS, 1_000),

	/** The last of 10,000 path patterns. */
	PATTERN_PATHS_10_000(Group.PATTERN_PATHS, 10_000),

	/** The last of 1 handler. */
	HANDLERS_1(Group.HANDLERS, 1),

	/** The last of 10 handlers. */
	HANDLERS_10(Group.HANDLERS, 10),

	/** The last of 5,000 handlers. */
	HANDLERS_5_000(Group.HANDLERS, 5_000),

	/** The one host. */
	HOSTS_1(Group.HOSTS, 1),

	/** The last of 10,000 hosts. */
	HOSTS_10_000(Group.HOSTS, 10_000);

	private final Group series;

	private final int size;

	SeriesRow(Group series, int size) {
		this.series = series;
		this.size = size;
	}

	@Override
	public Group group() {
		return this.series;
	}

	@Override
	public String title() {
		return String.format(Locale.ROOT, "the last of %,d %s", this.size, this.series.title());
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public Configuration configuration() {
		return switch (this.series) {
			case ORIGINS -> Configuration.origins(this.size, Texts::exact);
			case PATTERNS -> Configuration.origins(this.size, Texts::subdomains);
			case LITERAL_PATHS -> Configuration.paths(this.size, Texts::literalPath);
			case PATTERN_PATHS -> Configuration.paths(this.size, Texts::patternPath);
			case HANDLERS -> Configuration.handlers(this.size, Texts::handlerPath);
			case HOSTS -> Configuration.hosts(this.size, (i) -> (i < this.size - 1) ? Texts.host(i) : Call.HOST);
			default -> throw new IllegalStateException(this.series + " is no series");
		};
	}

	@Override
	public Call call() {
		int last = this.size - 1;
		return switch (this.series) {
			case ORIGINS -> Call.fetch("GET", Texts.PATH, Texts.exact(last));
			case PATTERNS -> Call.fetch("GET", Texts.PATH, Texts.subdomains(last).replace("*", "shop"));
			case LITERAL_PATHS -> Call.fetch("GET", Texts.literalPath(last), Configuration.APP);
			case PATTERN_PATHS -> Call.fetch("GET", Texts.patternPath(last).replace("**", "items"), Configuration.APP);
			case HANDLERS -> Call.fetch("GET", Texts.handlerPath(last).replace("{id}", "4711"), Configuration.APP);
			default -> Call.fetch("GET", Texts.PATH, Configuration.APP);
		};
	}

	@Override
	public Answer answer() {
		return Answer.ALLOWED;
	}

	/** The ends of each series. */
	@Override
	public boolean isInShortRun() {
		return this.size == 1
				|| Arrays.stream(values()).noneMatch((other) -> other.series == this.series && other.size > this.size);
	}

	@Override
	public boolean isForEngine() {
		return this == ORIGINS_10_000 || this == PATTERNS_10_000;
	}

}
