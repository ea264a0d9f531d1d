package io.corspolicy.benchmarks;

import java.util.EnumSet;
import java.util.Set;

/**
 * Requests as browsers send them, to an application with one policy.
 */
public enum EverydayRow implements Row {

	/** No origin. */
	NO_ORIGIN(Group.EVERYDAY, "no `Origin`", Configuration.one(), Call.get(Texts.PATH), Answer.PASSED),

	/** The application's own origin. */
	SAME_ORIGIN(Group.EVERYDAY, "same origin", Configuration.one(), Call.fetch("POST", Texts.PATH, Call.OWN_ORIGIN),
			Answer.PASSED),

	/** An origin that is allowed. */
	ACTUAL_ALLOWED(Group.EVERYDAY, "actual, allowed, credentials", Configuration.one(),
			Call.fetch("GET", Texts.PATH, Configuration.APP), Answer.ALLOWED),

	/** An origin that is not allowed, whose request is handled. */
	ACTUAL_REFUSED(Group.EVERYDAY, "actual, refused and handled", Configuration.one(),
			Call.fetch("GET", Texts.PATH, Texts.STRANGER), Answer.REFUSED),

	/** The same where the request gets no further than the filter. */
	ACTUAL_REJECTED(Group.EVERYDAY, "actual, refused and ended", Configuration.one().rejecting(),
			Call.fetch("GET", Texts.PATH, Texts.STRANGER), Answer.REJECTED),

	/** A preflight that is allowed. */
	PREFLIGHT_ALLOWED(Group.EVERYDAY, "preflight, allowed, 2 headers", Configuration.one(),
			Call.preflight(Texts.PATH, Configuration.APP, "PUT"), Answer.PREFLIGHT_ALLOWED),

	/** A preflight that is refused. */
	PREFLIGHT_REFUSED(Group.EVERYDAY, "preflight, refused", Configuration.one(),
			Call.preflight(Texts.PATH, Texts.STRANGER, "PUT"), Answer.PREFLIGHT_REFUSED),

	/** Many headers. */
	HEADERS_30(Group.EVERYDAY, "actual, allowed, 30 headers (14 above)", Configuration.one(),
			Call.fetch("GET", Texts.PATH, Configuration.APP).padded(30), Answer.ALLOWED),

	/** A path without a policy. */
	NO_POLICY(Group.RARE, "a path without a policy", Configuration.one(),
			Call.fetch("GET", "/internal/items", Configuration.APP), Answer.PASSED),

	/** The handler that Spring chooses is compared with the decision. */
	HANDLER_CHOSEN(Group.RARE, "actual, allowed, compared with the chosen handler", Configuration.one(),
			Call.fetch("GET", Texts.PATH, Configuration.APP), Answer.ALLOWED),

	/** The same where there was nothing to decide. */
	HANDLER_CHOSEN_NO_POLICY(Group.RARE, "a path without a policy, compared with the chosen handler",
			Configuration.one(), Call.fetch("GET", "/internal/items", Configuration.APP), Answer.PASSED),

	/** Another filter has written {@code Vary}. */
	VARY_PRESENT(Group.RARE, "actual, allowed, `Vary` written before", Configuration.one(),
			Call.fetch("GET", Texts.PATH, Configuration.APP).afterVary(), Answer.ALLOWED);

	/**
	 * The filters that answer requests of origins that are not allowed, whatever is set.
	 */
	private static final Set<Variant> ENDING = EnumSet.of(Variant.SPRING, Variant.TOMCAT, Variant.TRANSACTION_COMPANY);

	private final Group group;

	private final String title;

	private final Configuration configuration;

	private final Call call;

	private final Answer answer;

	EverydayRow(Group group, String title, Configuration configuration, Call call, Answer answer) {
		this.group = group;
		this.title = title;
		this.configuration = configuration;
		this.call = call;
		this.answer = answer;
	}

	@Override
	public Group group() {
		return this.group;
	}

	@Override
	public String title() {
		return this.title;
	}

	@Override
	public Configuration configuration() {
		return this.configuration;
	}

	@Override
	public Call call() {
		return this.call;
	}

	@Override
	public Answer answer() {
		return this.answer;
	}

	@Override
	public boolean isInShortRun() {
		return ordinal() <= PREFLIGHT_REFUSED.ordinal();
	}

	@Override
	public boolean isCompared() {
		return this == HANDLER_CHOSEN || this == HANDLER_CHOSEN_NO_POLICY;
	}

	@Override
	public boolean isForEngine() {
		return ordinal() <= PREFLIGHT_REFUSED.ordinal();
	}

	@Override
	public Set<Variant> leftOut() {
		return switch (this) {
			case ACTUAL_REFUSED -> ENDING;
			// It ends nothing.
			case ACTUAL_REJECTED -> EnumSet.of(Variant.BARE_FLOOR);
			// The floor knows no paths.
			case NO_POLICY -> EnumSet.of(Variant.BARE_FLOOR, Variant.FLOOR);
			case HANDLER_CHOSEN, HANDLER_CHOSEN_NO_POLICY ->
				EnumSet.complementOf(EnumSet.of(Variant.EMPTY, Variant.OURS));
			default -> EnumSet.noneOf(Variant.class);
		};
	}

}
