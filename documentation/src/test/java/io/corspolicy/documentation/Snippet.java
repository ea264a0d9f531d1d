package io.corspolicy.documentation;

import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page the page
 * @param line where it begins
 * @param heading the heading above it
 * @param language what the fence says
 * @param text what it holds
 * @param refused whether the application must not start with it
 */
record Snippet(String page, int line, String heading, String language, String text, boolean refused) {

	static Stream<Snippet> all(String language) {
		return Page.all()
			.flatMap((page) -> page.snippets().stream())
			.filter((snippet) -> snippet.language().equals(language));
	}

	@Override
	public String toString() {
		return this.page + ":" + this.line;
	}

}
