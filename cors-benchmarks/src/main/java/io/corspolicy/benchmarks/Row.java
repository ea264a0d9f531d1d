package io.corspolicy.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A row of the table: a request, and what the filters are configured with.
 */
public sealed interface Row permits EverydayRow, SeriesRow, HostileRow {

	/**
	 * All rows.
	 * @return the rows, in the order of the table
	 */
	static List<Row> all() {
		return Stream
			.<Row>concat(Stream.concat(Stream.of(EverydayRow.values()), Stream.of(SeriesRow.values())),
					Stream.of(HostileRow.values()))
			.toList();
	}

	/**
	 * The row of some name.
	 * @param name the name of the constant
	 * @return the row
	 * @throws IllegalArgumentException if there is none
	 */
	static Row of(String name) {
		return all().stream()
			.filter((row) -> row.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no row is called " + name));
	}

	/**
	 * The name by which the row is chosen.
	 * @return the name of the constant
	 */
	String name();

	/**
	 * The row's name for people.
	 * @return the name, in Markdown
	 */
	String title();

	/**
	 * Which rows this one belongs to.
	 * @return the group
	 */
	Group group();

	/**
	 * What the filters are configured with.
	 * @return the configuration, made anew
	 */
	Configuration configuration();

	/**
	 * The request.
	 * @return the request
	 */
	Call call();

	/**
	 * What has to come of the request.
	 * @return the answer
	 */
	Answer answer();

	/**
	 * How many there are of what the row's group is about.
	 * @return the number
	 */
	default int size() {
		return 1;
	}

	/**
	 * Who is left out of those whom the group measures, for want of what it takes.
	 * @return the variants
	 */
	default Set<Variant> leftOut() {
		return EnumSet.noneOf(Variant.class);
	}

	/**
	 * Whether the row is measured in the short run, even if nobody asks for it by name.
	 * @return whether it is
	 */
	boolean isInShortRun();

	/**
	 * Whether the handler is compared with what was decided, which only this project's
	 * library does.
	 * @return whether a handler is chosen behind the filter
	 */
	default boolean isCompared() {
		return false;
	}

	/**
	 * Whether the engine is asked alone, too.
	 * @return whether it is
	 */
	boolean isForEngine();

	/**
	 * Who is measured.
	 * @param all whether in the long run
	 * @return the variants, which may be changed
	 */
	default Set<Variant> variants(boolean all) {
		Set<Variant> variants = EnumSet.copyOf(group().variants(all));
		variants.removeAll(leftOut());
		return variants;
	}

}
