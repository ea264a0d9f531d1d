package io.corspolicy.engine.text;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListText}.
 */
class ListTextTests {

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a                                          | a
			a,b                                        | a b
			a, b ,c                                    | a b c
			a,b,                                       | a b
			,a,,b                                      | a b
			,                                          | ``
			` , ,`                                     | ``
			``                                         | ``
			a;b                                        | a;b
			a/b                                        | a/b
			~https://pr-[0-9]{1,4}\\.example\\.com,b   | ~https://pr-[0-9]{1,4}\\.example\\.com b
			/items/{id:[0-9]{1,3}},/x                  | /items/{id:[0-9]{1,3}} /x
			/{a},/{b:x{1,2}},/{c}                      | /{a} /{b:x{1,2}} /{c}
			${a:b,c},d                                 | ${a:b,c} d
			https://a.example/{id,https://b.example    | https://a.example/{id https://b.example
			a{,b{c,d},e                                | a{ b{c,d} e
			a},b                                       | a} b
			~a\\{,b,~c\\},d                            | ~a\\{ b ~c\\} d
			""")
	void commasSeparateButNotWithinBraces(String text, String entries) {
		assertThat(ListText.split(text)).isEqualTo(list(entries));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\r\nb", "a\rb", "\na\n\nb\n", " a \n b ", "a,\nb,\n", "a\u0085b", "a\u2028b" })
	void lineBreaksSeparate(String text) {
		assertThat(ListText.split(text)).containsExactly("a", "b");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			["https://a.example","https://b.example"]         | https://a.example https://b.example
			[ "https://a.example" , "https://b.example" ]     | https://a.example https://b.example
			[https://a.example, https://b.example]            | https://a.example https://b.example
			['https://a.example', 'https://b.example']        | https://a.example https://b.example
			"https://a.example,https://b.example"             | https://a.example https://b.example
			'https://a.example,https://b.example'             | https://a.example https://b.example
			"https://a.example","https://b.example"           | https://a.example https://b.example
			'https://a.example','https://b.example'           | https://a.example https://b.example
			https://a.example,"https://b.example"             | https://a.example https://b.example
			"https://a.example                                | https://a.example
			'["https://a.example","https://b.example"]'       | https://a.example https://b.example
			"["https://a.example","https://b.example"]"       | https://a.example https://b.example
			"[\\"https://a.example\\",\\"https://b.example\\"]" | https://a.example https://b.example
			\\"https://a.example\\",\\"https://b.example\\"   | https://a.example https://b.example
			["~https://pr-[0-9]{1,4}\\\\.example\\\\.com"]    | ~https://pr-[0-9]{1,4}\\.example\\.com
			[~https://pr-[0-9]+, https://b.example]           | ~https://pr-[0-9]+ https://b.example
			- https://a.example                               | https://a.example
			["GET"]                                           | GET
			[[::1]]                                           | [::1]
			["[::1]:8080","a"]                                | [::1]:8080 a
			[]                                                | ``
			["${A}","${B:x}"]                                 | ${A} ${B:x}
			""")
	void quotesAndBracketsAreTakenOff(String text, String entries) {
		assertThat(ListText.unwrap(text.replace("\\\\", "\\"))).isEqualTo(list(entries.replace("\\\\", "\\")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "a,b", "[::1]", "[::1],[::2]", "[::1]:8080", "http://[::1]", "it's", "x'y',z",
			"~https://pr-[0-9]", "/items/{id:[0-9]+}", "a-b", "a - b", "/it's/'", "x!#$%&'+-.^_`|~" })
	void whatHasNoneIsLeftAlone(String text) {
		assertThat(ListText.unwrap(text)).isNull();
	}

	private static List<String> list(String entries) {
		return entries.isEmpty() ? List.of() : Arrays.asList(entries.split(" "));
	}

	/** Only strings of JSON keep a comma within an entry. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			["a,b"]            | a,b
			["a,b","c"]        | a,b;c
			[ "a,b" , "c" ]    | a,b;c
			["a,b", " ", "c "] | a,b;c
			["a\\/b,c"]      | a/b,c
			["a,b]             | a;b
			["a\\b,c"]       | a\\b;c
			""")
	void stringsOfJson(String text, String entries) {
		assertThat(ListText.unwrap(text)).isEqualTo(List.of(entries.split(";")));
	}

}
